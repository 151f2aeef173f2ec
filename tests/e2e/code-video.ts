// What a camera sees of a screen, as a file that Chromium takes for a camera: YUV4MPEG2, which is a line of text and then, for each picture, its planes.

import { writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'

const [WIDTH, HEIGHT] = [640, 480]
const GREY = 128
/** At ten pictures a second each is held for 0.3 s. */
const HOLD = 3

/** The arguments that make a browser film such a file, and take it for granted that it may. */
export const filming = (path: string): readonly string[] => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${path}`,
]

/** Writes pictures as the film of a camera, in turn, from the beginning again at its end. They are addresses with the data in them, which `page` reads. */
export async function writeCodeVideo(page: Page, path: string, pictures: readonly string[]): Promise<void> {
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, GREY)
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`)
  const frames: Buffer[] = []
  for (const picture of pictures) {
    const light = await lightOf(page, picture)
    for (let held = 0; held < HOLD; held++) frames.push(Buffer.from('FRAME\n'), light, colour)
  }
  await writeFile(path, Buffer.concat([header, ...frames]))
}

/** The picture in the middle of the camera's view, as the camera's light values. */
async function lightOf(page: Page, picture: string): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([src, width, height]) => {
      const image = new Image()
      image.src = src
      await image.decode()
      const context = new OffscreenCanvas(width, height).getContext('2d')
      if (!context) throw new Error('no canvas')
      context.fillStyle = '#777'
      context.fillRect(0, 0, width, height)
      const size = height - 20
      context.drawImage(image, (width - size) / 2, 10, size, size)
      const { data } = context.getImageData(0, 0, width, height)
      let text = ''
      for (let at = 0; at < data.length; at += 4)
        text += String.fromCharCode(Math.round(16 + (219 / 255) * (data[at] as number)))
      return btoa(text)
    },
    [picture, WIDTH, HEIGHT] as const,
  )
  return Buffer.from(base64, 'base64')
}
