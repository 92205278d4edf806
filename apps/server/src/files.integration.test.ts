import { afterAll, beforeAll, expect, test } from 'vitest'
import { deployAcme, greetingFlow } from './testing/acme-connector.ts'
import { type Api, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'

let server: TestServer
let maker: Api
let user: Api
beforeAll(async () => {
  server = await openServer()
  maker = await server.add('Mia Example', 'maker')
  user = await server.add('Uma Example', 'user')
})
afterAll(async () => {
  await server?.remove()
})

const service = { url: 'https://acme.example', host: 'acme.example' }

test('a connector is exported, imported after a preview and exported with the same bytes', async () => {
  const { connectorId, versionId } = await deployAcme(maker, service)
  const first = await maker.connectors.exportFiles.query({ connectorId })
  const preview = await maker.connectors.previewFiles.mutate({ archive: first.archive, connectorId })
  if (!preview.ok) throw new Error(JSON.stringify(preview.flaws))
  expect(preview.flows.every(({ effect }) => effect === 'same')).toBe(true)
  expect(preview.hosts).toContainEqual(expect.objectContaining({ host: 'acme.example', isNew: false }))
  await maker.connectors.importFiles.mutate({ archive: first.archive, connectorId, basis: preview.basis })
  expect(await maker.connectors.exportFiles.query({ connectorId })).toEqual(first)
  expect((await maker.connectors.exportFiles.query({ connectorId, versionId })).fileName).toBe(first.fileName)

  const copy = await maker.connectors.createFromFiles.mutate({ archive: first.archive, name: 'Acme again' })
  const ofCopy = await maker.connectors.exportFiles.query({ connectorId: copy.id })
  const again = await maker.connectors.previewFiles.mutate({ archive: ofCopy.archive, connectorId: copy.id })
  expect(again.ok && again.flows.every(({ effect }) => effect === 'same')).toBe(true)
})

test('a user imports an own flow, and no flow of others is exported', async () => {
  const acme = await deployAcme(maker, service, { name: 'Acme of flows' })
  const { id: flowId } = await user.flows.create.mutate({
    name: 'Greet',
    doc: greetingFlow(acme, { connectionId: null })
  })
  const { archive } = await user.flows.exportFiles.query({ flowId })
  const { id } = await user.flows.createFromFiles.mutate({ archive })
  expect((await user.flows.exportFiles.query({ flowId: id })).archive).toBe(archive)
  expect(await faultOf(maker.flows.exportFiles.query({ flowId }))).toMatchObject({
    code: 'permission.denied'
  })
})

test('50 MB and what is no archive are refused, and nothing is changed', async () => {
  const before = await maker.connectors.list.query()
  const large = 'A'.repeat(50 * 1_048_576)
  // The server ends the connection without reading on, so the client may see no more than that.
  await expect(maker.connectors.createFromFiles.mutate({ archive: large, name: 'Large' })).rejects.toThrow()
  expect(
    await faultOf(maker.connectors.createFromFiles.mutate({ archive: 'AAAA', name: 'None' }))
  ).toMatchObject({
    code: 'files.refused'
  })
  const preview = await maker.connectors.previewFiles.mutate({ archive: 'AAAA' })
  expect(preview).toEqual({
    ok: false,
    flaws: [{ file: null, line: null, message: expect.stringContaining('not a ZIP archive') }]
  })
  expect(await maker.connectors.list.query()).toEqual(before)
})
