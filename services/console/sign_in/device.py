"""A browser's name reduced to one word; nothing else of it is passed on or kept."""

from fastapi import Request

from services.registry.contract import Device

PHONES = ("mobile", "android", "iphone", "ipad", "harmonyos", "micromessenger")


def device_of(request: Request) -> Device:
    name = request.headers.get("user-agent", "").lower()
    if any(one in name for one in PHONES):
        return Device.PHONE
    return Device.COMPUTER if "mozilla" in name else Device.OTHER
