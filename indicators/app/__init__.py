"""The pages: what a person sees and types. The only place that knows Streamlit."""
