import { type Connector, noAuthentication, plainBranding } from '@hookwright/model'
import { expect, test } from 'vitest'
import { changeMethod } from '../authentication/methods-draft.ts'
import { readLogo } from './logo-field.tsx'
import { brandingOf, changesOf, settingsDraftOf, validateAbout } from './settings-draft.ts'

const connector: Connector = {
  id: '1',
  key: 'acme_hr_k7m2qx',
  name: 'Acme HR',
  description: 'People',
  authentication: noAuthentication,
  branding: { ...plainBranding, docsUrl: 'https://docs.acme.example' },
  createdAt: 0,
  deletedAt: null
}
const draft = settingsDraftOf(connector)
const about = (over: object) => ({ ...draft.about, ...over })

test('a draft keeps its branding, and has no link when none is entered', () => {
  expect(brandingOf(draft.about)).toEqual(connector.branding)
  expect(brandingOf(about({ docsUrl: '  ' })).docsUrl).toBe(null)
  expect(validateAbout(draft.about, ['Other'])).toEqual({})
})

test('each problem is reported at its field', () => {
  expect(validateAbout(about({ name: 'other' }), ['Other'])).toEqual({
    name: expect.stringMatching(/already exists/)
  })
  expect(validateAbout(about({ docsUrl: 'acme' }), [])).toEqual({
    docsUrl: expect.stringMatching(/https:\/\//)
  })
  expect(validateAbout(about({ accent: 'red' }), [])).toEqual({ accent: expect.stringMatching(/#1d4ed8/) })
})

test('only changed parts are saved', () => {
  expect(changesOf(draft, draft)).toEqual({ about: false, authentication: false })
  expect(changesOf(draft, { ...draft, about: about({ name: 'Acme' }) })).toEqual({
    about: true,
    authentication: false
  })
  const [{ id, authentication }] = draft.methods
  const baseUrl = 'https://acme.example'
  const moved = {
    ...draft,
    methods: changeMethod(draft.methods, id, { authentication: { ...authentication, baseUrl } })
  }
  expect(changesOf(draft, moved)).toEqual({ about: false, authentication: true })
})

test('a picture of 64 KiB is accepted, and a larger one or another file is refused', async () => {
  const file = (bytes: number, type: string) =>
    new File([new Uint8Array(bytes).fill(65)], 'acme.png', { type })
  const read = await readLogo(file(65_536, 'image/png'))
  expect(read).toMatchObject({ ok: true, logo: expect.stringMatching(/^data:image\/png;base64,QUFB/) })
  expect(read.ok && read.logo.length).toBeLessThan(90_000)
  expect(await readLogo(file(65_537, 'image/png'))).toMatchObject({
    ok: false,
    error: expect.stringMatching(/65 KiB/)
  })
  expect(await readLogo(file(1, 'text/html'))).toMatchObject({ ok: false })
})
