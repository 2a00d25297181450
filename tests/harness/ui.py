#!/usr/bin/python3
"""Uses a program the way a screen reader does: through its accessibility tree (AT-SPI).

    ui.py tree                 all nodes: role, name, value, states
    ui.py wait NAME [SECONDS]  until there is a node of this name; prints it
    ui.py gone NAME [SECONDS]  until there is none
    ui.py press NAME           do the node's own action
    ui.py click NAME           move the pointer there and click
    ui.py type NAME TEXT       click the text field and type
    ui.py text NAME            what the node says or holds
    ui.py shot FILE.png        the whole screen as a picture

Runs inside of desktop.sh. NAME is a whole name, or else part of one; "role:NAME" asks for a role as well, with AT-SPI's
words ("button:Play"). Waits 10 seconds for the node unless told otherwise; exits 1 when it does not come.
"""
import shutil
import subprocess
import sys
import time

try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError):
    sys.exit("this needs AT-SPI for Python: sudo apt install python3-pyatspi gir1.2-atspi-2.0")

PATIENCE = 10.0


def can(node, interface):
    return interface in node.get_interfaces()


def words(node):
    """The name of a node; of a mere text, its words."""
    name = node.get_name()
    if name:
        return name
    return Atspi.Text.get_text(node, 0, -1) if can(node, "Text") else ""


def walk(node, depth=0):
    """A node and all below it. What goes away meanwhile is passed over."""
    try:
        yield depth, node
        children = [node.get_child_at_index(i) for i in range(node.get_child_count())]
    except GLib.Error:
        return
    for child in children:
        if child is not None:
            yield from walk(child, depth + 1)


def everything():
    for _, node in walk(Atspi.get_desktop(0)):
        try:
            yield node, node.get_role_name(), words(node)
        except GLib.Error:
            continue


ROLES = ("button", "push button", "toggle button", "check box", "entry", "label", "slider", "radio button", "list item",
         "combo box", "panel", "image", "link", "menu item", "progress bar", "static", "text", "frame", "window")


def look(wanted):
    """The node whose name is this, or else the first whose name has it as a part."""
    role, _, name = wanted.partition(":")
    if role not in ROLES:
        role, name = None, wanted
    part = None
    for node, its_role, its_name in everything():
        if role and role not in (its_role, its_role.removeprefix("push ")):
            continue
        if its_name == name:
            return node
        if part is None and name in its_name:
            part = node
    return part


def until(condition, seconds):
    """What the condition gives once it is true; None when time is over."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > deadline:
            return None
        time.sleep(0.1)
    return found


def tool(name, package, *arguments):
    if not shutil.which(name):
        sys.exit(f"this needs {name}: sudo apt install {package}")
    subprocess.run([name, *arguments], check=True)


def describe(node):
    states = [state.value_nick for state in node.get_state_set().get_states()]
    value = f" = {Atspi.Value.get_current_value(node):g}" if can(node, "Value") else ""
    return f"[{node.get_role_name()}] {words(node)!r}{value} {' '.join(sorted(states))}"


def click(node):
    box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
    place = [str(box.x + box.width // 2), str(box.y + box.height // 2)]
    tool("xdotool", "xdotool", "mousemove", *place, "click", "1")


def text_of(node):
    return Atspi.Text.get_text(node, 0, -1) if can(node, "Text") else words(node)


def main(command, *rest):
    if command == "tree":
        for depth, node in walk(Atspi.get_desktop(0)):
            try:
                print("  " * depth + describe(node))
            except GLib.Error:
                continue
        return 0
    if command == "shot":
        tool("import", "imagemagick", "-window", "root", rest[0])
        return 0
    seconds = float(rest[1]) if command in ("wait", "gone") and len(rest) > 1 else PATIENCE
    if command == "gone":
        return 0 if until(lambda: look(rest[0]) is None, seconds) else 1
    # A field and the label beside it have one name.
    wanted = f"entry:{rest[0]}" if command == "type" else rest[0]
    node = until(lambda: look(wanted), seconds)
    if node is None:
        print(f"nothing is called {rest[0]!r}", file=sys.stderr)
        return 1
    if command == "wait":
        print(describe(node))
    elif command == "press":
        return 0 if can(node, "Action") and Atspi.Action.do_action(node, 0) else 1
    elif command == "click":
        click(node)
    elif command == "type":
        click(node)
        time.sleep(0.3)
        tool("xdotool", "xdotool", "type", "--delay", "30", rest[1])
    elif command == "text":
        print(text_of(node))
    else:
        sys.exit(__doc__)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) > 1 else __doc__)
