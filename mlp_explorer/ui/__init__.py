"""The screen: pages, controls, live components, routes. Nothing else imports this room."""
