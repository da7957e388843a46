"""What the pages share in Streamlit: address, filters, cached figures, components, start and upload."""
