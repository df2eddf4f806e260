// A picture to send: one of the person's own, made small, or a drawn one.
const LONGEST = 1000;
const GOOD = 0.8;

function canvasOf(width, height) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  return canvas;
}

async function small(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = canvasOf(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/jpeg', GOOD);
}

function drawn() {
  const canvas = canvasOf(480, 320);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#e6f0f4';
  pen.fillRect(0, 0, 480, 320);
  pen.fillStyle = '#fff';
  pen.fillRect(90, 40, 300, 240);
  pen.fillStyle = '#0f5c78';
  pen.font = '600 26px sans-serif';
  pen.textAlign = 'center';
  pen.fillText('商品房买卖合同', 240, 96);
  pen.fillStyle = '#c9d6db';
  for (const y of [126, 154, 182, 210, 238]) pen.fillRect(126, y, y === 238 ? 140 : 228, 8);
  return canvas.toDataURL('image/png');
}

export const pictureOf = (file) => (file ? small(file) : Promise.resolve(drawn()));
