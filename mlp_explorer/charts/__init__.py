"""Pure functions: data in, a Plotly figure (or an SVG drawing) out."""
