# The app in a container: `docker build -t mlp-explorer .`, then
# `docker run -p 127.0.0.1:8501:8501 -v runs:/data mlp-explorer`. compose.yaml has a whole cluster.
FROM python:3.13-slim

WORKDIR /app
COPY requirements.txt ./
COPY requirements.lock ./
RUN pip install --no-cache-dir -r requirements.txt -c requirements.lock "psycopg[binary]~=3.3"
COPY streamlit_app.py ./
COPY .streamlit .streamlit
COPY mlp_explorer mlp_explorer
# whoever runs it may write to /data and to nothing of the app; a number, as it needs no account
RUN install -d -o 10001 -g 10001 /data

ENV HOME=/data
ENV USER=explorer
ENV MLP_EXPLORER_HOME=/data/runs
ENV PYTHONPATH=/app
USER 10001:10001
VOLUME /data
EXPOSE 8501
HEALTHCHECK --start-period=60s --interval=30s --timeout=10s CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/engine', timeout=5)"]
CMD ["streamlit", "run", "streamlit_app.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true"]
