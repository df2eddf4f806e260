// npm co-wechat on koa, as its README shows it: a text is answered with itself.
const Koa = require("koa");
const wechat = require("co-wechat");

const [port, token, appid, encodingAESKey] = process.argv.slice(2);
const app = new Koa();
app.use(wechat({ token, appid, encodingAESKey }).middleware(async (message) => message.Content));
app.listen(Number(port), "127.0.0.1");
