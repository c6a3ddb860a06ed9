"""A small discord.py bot for trying the sandbox with a client library that is not ours.

    python client.py API_BASE GATEWAY_URL [TOKEN]

It logs in, and prints one JSON object a line, each with an `event`:

    ready     bot (its id), guilds (their ids)
    message   id, channel, guild (null in a direct message), author, own, content, embeds, buttons
    sent      id, to (the message answered): the answer to `!embed`, an embed with a button
    pressed   interaction, user, message, custom_id
    answered  interaction: the press was answered with a message that only its user sees
    stopped   after `!stop`; it is the last line
    error     where, problem

Ids are strings. Commands are not registered. It ends with code 0 after `!stop`, and with code 1
if it could not log in or was closed for good. Notes of the library go to the standard error.
Addresses that are not loopback are refused, so that no token can leave the machine by mistake.
"""

import ipaddress
import json
import logging
import sys
import traceback

import discord
import yarl

BUTTON = "sandbox-button"
# The sandbox knows its bots by token; this is the one that the test adds.
TOKEN = "discord-py"


def say(event, **more):
    """Print a line and have it read at once: the other side waits for it."""
    print(json.dumps({"event": event, **more}), flush=True)


class Buttons(discord.ui.View):
    """One button. It never times out, as a test may be slow and its press must still be seen."""

    def __init__(self):
        super().__init__(timeout=None)

    @discord.ui.button(label="Press me", custom_id=BUTTON, style=discord.ButtonStyle.primary)
    async def press(self, interaction, button):
        name = str(interaction.id)
        say(
            "pressed",
            interaction=name,
            user=str(interaction.user.id),
            message=str(interaction.message.id),
            custom_id=button.custom_id,
        )
        await interaction.response.send_message("Only you see this.", ephemeral=True)
        say("answered", interaction=name)

    async def on_error(self, interaction, error, item):
        say("error", where="button", problem=repr(error))
        traceback.print_exception(error, file=sys.stderr)


class Client(discord.Client):
    """Prints what it is told, and knows two words."""

    def __init__(self):
        intents = discord.Intents.default()
        intents.message_content = True
        # How long it waits for further servers before it is ready; all of ours come at once.
        super().__init__(intents=intents, guild_ready_timeout=0.2)
        self.was_stopped = False

    async def on_ready(self):
        say("ready", bot=str(self.user.id), guilds=[str(guild.id) for guild in self.guilds])

    async def on_message(self, message):
        own = message.author.id == self.user.id
        say(
            "message",
            id=str(message.id),
            channel=str(message.channel.id),
            guild=str(message.guild.id) if message.guild else None,
            author=str(message.author.id),
            own=own,
            content=message.content,
            embeds=[embed.title for embed in message.embeds],
            buttons=[one.custom_id for row in message.components for one in row.children],
        )
        if own:
            return
        if message.content == "!embed":
            embed = discord.Embed(title="Hello", description="An embed with a button.", colour=0x5865F2)
            embed.add_field(name="Channel", value=str(message.channel.id))
            answer = await message.reply(embed=embed, view=Buttons())
            say("sent", id=str(answer.id), to=str(message.id))
        elif message.content == "!stop":
            self.was_stopped = True
            await self.close()

    async def on_error(self, event_method, *arguments, **named):
        say("error", where=event_method, problem=repr(sys.exc_info()[1]))
        traceback.print_exc(file=sys.stderr)


def loopback(address):
    """The address, if it is one of this machine."""
    url = yarl.URL(address)
    if not ipaddress.ip_address(url.host or "").is_loopback:
        raise ValueError(f"{address} is not a loopback address")
    return url


def main():
    if len(sys.argv) not in (3, 4):
        print(__doc__, file=sys.stderr)
        return 2
    discord.http.Route.BASE = str(loopback(sys.argv[1])).rstrip("/")
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = loopback(sys.argv[2])
    token = sys.argv[3] if len(sys.argv) == 4 else TOKEN
    client = Client()
    try:
        # The library sets up the logging to the standard error.
        client.run(token, log_level=logging.INFO)
    except Exception as error:  # Whatever it is, the other side is to read of it.
        say("error", where="run", problem=repr(error))
        traceback.print_exception(error, file=sys.stderr)
        return 1
    if not client.was_stopped:
        return 1
    say("stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
