"""The commands, buttons and menus, by what they are for; ``groups`` names them all."""
