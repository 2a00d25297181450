//! Decoding of music files to samples (symphonia), and later their analysis. Knows nothing of devices.
