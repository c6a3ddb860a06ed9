#!/usr/bin/env python3
"""Prune Discord's published API description to what the sandbox checks.

    python3 prune.py PATH/TO/openapi.json > discord.json

The input is openapi.json of github.com/discord/discord-api-spec (MIT, see LICENSE-discord).
The output holds, minified and in a fixed order, the routes that the sandbox answers, each with
the schema of its JSON body (null where it takes none), and the schemas which those reach.
Words for people (titles, descriptions) are dropped, a choice of constants becomes an `enum`.

Four things are put right, because the description is narrower or wider than the wire:
 1. Ids may be integers as well as strings, and have at most 20 digits.
 2. Permission bits are integers there; on the wire they are strings of digits, or integers.
 3. A thread with a `message` is a forum post: the other form would let a bad message pass.
 4. A webhook's message is checked as a new message, not also as an edit, which is a subset.
"""

import json
import sys

COMMANDS = ["/applications/{application_id}", "/applications/{application_id}/guilds/{guild_id}"]
MESSAGES = "/channels/{channel_id}/messages"
SENT = "/webhooks/{webhook_id}/{webhook_token}"

# The routes of the sandbox. An unknown route is a finding, so the list is exact.
ROUTES = [
    ("get", "/gateway"),
    ("get", "/gateway/bot"),
    ("get", "/users/@me"),
    ("get", "/users/@me/guilds"),
    ("get", "/users/{user_id}"),
    ("post", "/users/@me/channels"),
    ("get", "/applications/@me"),
    ("get", "/oauth2/applications/@me"),
    ("get", "/guilds/{guild_id}"),
    ("get", "/guilds/{guild_id}/channels"),
    ("get", "/guilds/{guild_id}/roles"),
    ("get", "/guilds/{guild_id}/members/{user_id}"),
    ("get", "/guilds/{guild_id}/threads/active"),
    ("get", "/channels/{channel_id}"),
    ("get", MESSAGES),
    ("post", MESSAGES),
    ("get", MESSAGES + "/{message_id}"),
    ("patch", MESSAGES + "/{message_id}"),
    ("delete", MESSAGES + "/{message_id}"),
    ("post", MESSAGES + "/{message_id}/threads"),
    ("post", "/channels/{channel_id}/threads"),
    ("post", "/channels/{channel_id}/typing"),
    ("post", "/interactions/{interaction_id}/{interaction_token}/callback"),
    ("post", SENT),
]
ROUTES += [(method, place + "/commands") for place in COMMANDS for method in ("get", "put", "post")]
ROUTES += [
    (method, place + "/commands/{command_id}") for place in COMMANDS for method in ("patch", "delete")
]
ROUTES += [
    (method, SENT + "/messages/" + message)
    for message in ("@original", "{message_id}")
    for method in ("get", "patch", "delete")
]

REFERENCE = "#/components/schemas/"
# `minimum` and `maximum` stand beside the sizes of numbers, and `maxLength` beside `nonce`.
IDLE_FORMATS = {"int32", "int64", "double", "nonce"}
IDLE_KEYS = {"title", "description", "x-discord-union"}
DIGITS = "^[0-9]{1,20}$"


def pruned(schema):
    """The schema without what does not decide whether a value is valid."""
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for key, value in schema.items():
        if key in IDLE_KEYS or (key == "format" and value in IDLE_FORMATS):
            continue
        if key == "$ref":
            value = "#/$defs/" + value.removeprefix(REFERENCE)
        elif key == "properties":
            value = {name: pruned(inner) for name, inner in value.items()}
        elif key in ("oneOf", "anyOf", "allOf"):
            value = [pruned(inner) for inner in value]
        elif key in ("items", "additionalProperties"):
            value = pruned(value)
        kept[key] = value
    choices = kept.get("oneOf", [])
    if choices and all(list(choice) == ["const"] for choice in choices):
        del kept["oneOf"]
        kept["enum"] = [choice["const"] for choice in choices]
    if "enum" in kept:
        kept.pop("allOf", None)  # it names the wider choice from which these are taken
    return kept


def references(schema):
    """The names of the schemas that this one uses directly."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].removeprefix("#/$defs/")
        for value in schema.values():
            yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def put_right(routes, definitions):
    """The four corrections named above."""
    definitions["SnowflakeType"] = {"type": ["string", "integer"], "minimum": 0, "pattern": DIGITS}
    for name, schema in definitions.items():
        bits = schema.get("properties", {}).get("default_member_permissions")
        if bits:
            bits.update({"type": ["string", "integer", "null"], "pattern": DIGITS})
    definitions["CreateTextThreadWithoutMessageRequest"]["properties"]["message"] = False
    webhook = routes["POST " + SENT]
    webhook.update(webhook.pop("anyOf")[0])


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        described = json.load(file)
    routes = {}
    for method, path in ROUTES:
        body = described["paths"][path][method].get("requestBody")
        schema = pruned(body["content"]["application/json"]["schema"]) if body else None
        routes[method.upper() + " " + path] = schema
    every = described["components"]["schemas"]
    definitions = {}
    wanted = sorted(set(references(list(routes.values()))))
    while wanted:
        name = wanted.pop()
        if name not in definitions:
            definitions[name] = pruned(every[name])
            wanted.extend(references(definitions[name]))
    put_right(routes, definitions)
    result = {"routes": routes, "$defs": definitions}
    json.dump(result, sys.stdout, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    print()


main()
