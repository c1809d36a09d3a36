"""``python -m duban.cli`` is ``duban``."""

from duban.cli.main import main

if __name__ == "__main__":
    main()
