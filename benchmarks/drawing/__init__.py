"""Are drawings read rightly, wherever and however they are drawn?"""
