"""How figures leave the product: tables for the command line, Excel and CSV. Nothing here knows Streamlit."""
