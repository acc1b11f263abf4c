"""个人信息检查. The engine that finds leaks and the checks that report them; pure."""
