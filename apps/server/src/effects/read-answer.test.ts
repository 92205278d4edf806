import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { faultOf, openScene, type Scene } from './testing.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(() => scene.close())

describe('an answer', () => {
  it.each([
    ['text/plain', Buffer.from('ü'), 'ü'],
    ['text/plain; charset=utf-8', Buffer.from('\ufeffü'), 'ü'],
    ['text/plain; charset="ISO-8859-1"', Buffer.from([0xfc]), 'ü'],
    ['text/plain; charset=nonsense', Buffer.from('ü'), 'ü'],
    ['application/json', Buffer.from([0x22, 0xff, 0x22]), '"\ufffd"']
  ])('of %s is read as its character set says', async (contentType, bytes, body) => {
    scene.answer = (_, response) => response.writeHead(200, { 'content-type': contentType }).end(bytes)
    expect(await scene.send({ url: scene.service.origin })).toMatchObject({ body })
  })

  it.each([
    [200, 'HEAD'],
    [204, 'GET'],
    [304, 'GET']
  ] as const)(
    'without a body (%i to a %s) is empty, even when it claims to be compressed',
    async (status, method) => {
      scene.answer = (_, response) => response.writeHead(status, { 'content-encoding': 'gzip' }).end()
      expect(await scene.send({ url: scene.service.origin, method })).toMatchObject({ status, body: '' })
    }
  )

  it('may have as many bytes as are taken, and not one more', async () => {
    scene.answer = ({ url }, response) => response.end(Buffer.alloc(Number(url.slice(1)), 'x'))
    expect((await scene.send({ url: `${scene.service.origin}/10000000` })).body).toHaveLength(10_000_000)
    expect(await faultOf(scene.send({ url: `${scene.service.origin}/10000001` }))).toMatchObject({
      code: 'http.answer-too-large',
      details: { method: 'GET', url: `${scene.service.origin}/10000001`, bytes: 10_000_000 }
    })
  })

  it('that inflates past that is cut off', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(50_000_000)))
    scene.answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(bomb)
    expect(await faultOf(scene.send({ url: scene.service.origin }))).toMatchObject({
      code: 'http.answer-too-large'
    })
  })
})
