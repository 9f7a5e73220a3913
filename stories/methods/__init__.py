"""The practices of the sources in a story: each raises its signals before a call is answered."""
