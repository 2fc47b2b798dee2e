"""AWS on a laptop: moto's server, made quick, safe with threads and strict about signatures."""
