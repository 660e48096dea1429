"""Organisations of mobile members (流动党员党组织, W-15): led by home, supported by host."""
