"""The register of applications (依申请公开登记台账): read, checked, brought in, given out."""
