-- What wrk sends in compare.py: the picture named in the environment.
local picture = assert(io.open(os.getenv("PICTURE"), "rb"))
wrk.method = "POST"
wrk.body = picture:read("*all")
wrk.headers["Content-Type"] = "image/jpeg"
picture:close()
