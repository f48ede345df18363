"""What only a browser can show: the whole way of an application, the keyboard, accessibility, and that nothing comes from elsewhere."""
