"""Reading Russian-language news of Kazakhstan: a spaCy pipeline of registered components, each with one promise."""
