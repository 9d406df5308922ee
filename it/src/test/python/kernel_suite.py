"""Jupyter's own kernel test suite (jupyter_kernel_test) against an installed Culvert.

Usage: kernel_suite.py KERNEL_NAME. Closes with unittest's summary; exit code 1 on a failure.
"""

import sys
import unittest

import jupyter_kernel_test


class CulvertTests(jupyter_kernel_test.KernelTests):
    kernel_name = sys.argv.pop(1)
    language_name = "java"
    file_extension = ".java"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    code_generate_error = 'throw new IllegalStateException("as asked");'
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
    ]
    code_display_data = [{"code": 'display("<b>x</b>", "text/html");', "mime": "text/html"}]
    completion_samples = [
        {"text": "String.valueO", "matches": {"valueOf("}},
        {"text": "java.util.concurrent.atomic.AtomicBool", "matches": {"AtomicBoolean"}},
    ]
    complete_code_samples = ["int x = 1;", "1 + 1", "void f() {}", "// a comment"]
    incomplete_code_samples = ["void f() {", "int x =", "/* open"]
    invalid_code_samples = ["int f(int n) }", '"open']
    code_page_something = "String?"
    code_clear_output = "clearOutput(false);"
    code_inspect_sample = "String"
    code_history_pattern = "1 + 2*"
    supported_history_operations = ("tail", "range", "search")


if __name__ == "__main__":
    unittest.main()
