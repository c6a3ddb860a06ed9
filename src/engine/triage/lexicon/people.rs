//! People, animals and ages.
//!
//! **Invariant:** as for every class: see the module above.

use super::Class;

pub(super) const CLASSES: &[Class] = &[
    ("i", "i ill id im imma ima iam ive ya'll"),
    ("me", "me myself meself mself"),
    ("my", "my mine our me mah mi"),
    ("you", "you ya u yo yourself urself"),
    ("yourself", "yourself urself yourselves yoself yaself yerself urselves ursef yourslef"),
    ("pronoun", "he she they hes shes theyre hed shed theyd hell shell him her them it"),
    (
        "third",
        "he she they him her them his their hes shes theyre hell shell theyll hed shed theyd \
         himself herself themselves someone somebody someones",
    ),
    (
        "family",
        "mum mom mam mama mummy mommy mother mums moms dad daddy papa father pa dads son sons \
         daughter daughters kid kids kiddo child children childs kiddos baby babies toddler \
         toddlers infant newborn preschooler boy girl boys girls lad lass brother brothers bro \
         sister sisters sis sibling siblings twin twins stepson stepdaughter stepdad stepmom \
         stepmum stepbrother stepsister stepfather stepmother grandma grandpa gran granny nan \
         nana nanna nanny grandad granddad grandfather grandmother grandson granddaughter \
         grandparent grandparents grandkid grandchild uncle aunt auntie aunty cousin cousins cuz \
         nephew niece godson goddaughter wife husband hubby spouse fiance fiancee partner \
         partners bf gf boyfriend girlfriend ex exs mil fil inlaw parent parents family \
         folks missus",
    ),
    (
        "others",
        "friend friends freind frend bff bestie buddy bud pal mate mates homie roommate \
         roommates roomie roomate flatmate flatmates housemate housemates neighbour neighbor \
         neighbours neighbors coworker coworkers colleague colleagues boss classmate teammate \
         bandmate guy guys dude man woman lady gentleman bloke chick person people teen teenager \
         teens student pupil patient client customer guest passenger stranger tenant lodger \
         landlord driver worker employee teacher member user gurl girlie",
    ),
    ("relation", "@family @others"),
    (
        "gathering",
        "school church mosque synagogue temple mall workplace office hospital club concert clinic \
         college university campus",
    ),
    ("someone", "@third @relation everyone anyone anybody everybody who whos"),
    (
        "child",
        "child children childs kid kids kiddo kiddos toddler toddlers baby babies infant infants \
         newborn preschooler kindergartner kindergartener son daughter grandson granddaughter \
         grandchild grandkid nephew niece tot todler toddla bairn schoolchild schoolkid yo yr yrs",
    ),
    (
        "animal",
        "dog dogs doggo doggy dogy cat cats puppy puppies pup pups kitten kittens kitty pet pets \
         rabbit rabbits bunny hamster guinea ferret parrot bird budgie cockatiel horse pony goat \
         sheep cow pig lizard gecko tortoise turtle rat mouse chinchilla beagle labrador lab \
         poodle chihuahua terrier bulldog husky retriever shepherd pug corgi dachshund pitbull \
         spaniel collie rottweiler hound schnauzer shih tzu goldendoodle labradoodle dane \
         pomeranian maltese yorkie chickens chicken ducks hedgehog",
    ),
    (
        "underage",
        "minor minors underage teen teens teenager teenagers teenage tween tweens preteen kid \
         kids child children toddler adolescent adolescents freshman sophomore juvenile schoolboy \
         schoolgirl schoolkid schoolkids schooler schoolers",
    ),
];
