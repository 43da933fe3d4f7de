"""A small trained model reads a session's best sentences beside the question: do they answer, and which?"""
