import { problemsOf } from '@hookwright/engine'
import { fakeEffects, flowOf, memoryJournal, runWith } from '@hookwright/engine/testing'
import { literal, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { fileCreate } from '../file-create/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { rawRequest } from '../raw-request/card.ts'
import { catalogWithFlows, put } from '../testing.ts'
import { fileRead } from './card.ts'

const image = Buffer.of(0xff, 0xd8, 0, 1)

const flow = flowOf(
  put(helperFlow, 'start'),
  put(rawRequest, 'get', {
    config: { ...rawRequest.blank().config, asFile: true },
    inputs: { url: literal('/photos/ada.jpg') }
  }),
  put(fileRead, 'read', { config: { content: 'base64' }, inputs: { file: pill('get', 'file') } }),
  put(fileCreate, 'make', {
    config: { content: 'base64' },
    inputs: { name: pill('read', 'name'), content: pill('read', 'content') }
  }),
  put(rawRequest, 'send', {
    config: {
      ...rawRequest.blank().config,
      method: 'POST',
      bodyFormat: 'multipart',
      form: [{ id: 'photo', name: 'photo' }]
    },
    inputs: { url: literal('/upload'), photo: pill('make', 'file') }
  })
)

const answering = () =>
  fakeEffects(({ method }) => ({
    status: 200,
    headers: { 'content-type': method === 'GET' ? 'image/jpeg' : 'application/json' },
    body: method === 'GET' ? '' : '{}',
    ...(method === 'GET' && { bytes: image })
  }))

test('a file can be mapped from a response through cards into a form, without a problem on the canvas', async () => {
  const found = problemsOf(flow, cardSpecs, catalogWithFlows(cardSpecs, {}))
  expect(found.filter(({ code }) => code !== 'return-card')).toEqual([])
  const fx = answering()
  const journal = memoryJournal()
  const outcome = await runWith(flow, {}, { specs: cardSpecs, fx, journal })
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(fx.sent).toMatchObject([
    { method: 'GET', wantsBytes: true },
    { method: 'POST', body: null }
  ])
  const [, post] = fx.sent
  expect(Buffer.from(post?.bytes ?? []).includes(image)).toBe(true)
  expect(Buffer.from(post?.bytes ?? []).toString('latin1')).toContain('filename="ada.jpg"')
  expect(outcome.steps.find(({ path }) => path.at(-1) === 'get')?.requests?.[0]?.bytes).toEqual({
    sent: 0,
    got: image.byteLength
  })

  // After a stop the file comes from the journal, which keeps JSON.
  const kept = JSON.parse(JSON.stringify([...journal.recorded].filter(([key]) => !key.includes('send'))))
  const again = answering()
  const resumed = await runWith(
    flow,
    {},
    { specs: cardSpecs, fx: again, journal: memoryJournal(new Map(kept)) }
  )
  expect(resumed.status).toEqual({ is: 'succeeded' })
  expect(again.sent).toEqual([post])
})
