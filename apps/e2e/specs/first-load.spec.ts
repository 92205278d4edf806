import { acmeAuthentication, makeAcme } from '../fixtures/acme.ts'
import { activateUsersFlow, joined } from '../fixtures/active-flow.ts'
import { loadSample } from '../fixtures/api.ts'
import { firstLoadOf } from '../fixtures/first-load.ts'
import { expect, test } from '../fixtures/test.ts'
import { makeFlow } from '../pages/flow-docs.ts'
import { shownFlow } from '../pages/shown-flow.ts'

test('a page loads at most 290 kB of script and style before someone touches it, with the canvas 434 kB', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const { flowId } = await loadSample(api)
  const connectorId = await makeAcme(api, installation.practice, 'Birch HR')
  const { path: canvas } = await makeFlow(api, { connectorId, name: 'Greet someone', doc: shownFlow })
  const pages = ['overview', 'flows', 'deployment', 'test-connections', 'settings'].map(
    tab => `/connectors/${connectorId}/${tab}`
  )
  for (const path of [
    '/',
    '/connectors',
    ...pages,
    '/flows',
    `/flows/${flowId}/why`,
    '/deliveries',
    '/runs'
  ]) {
    expect.soft(await firstLoadOf(page, path), path).toBeLessThanOrEqual(290_000)
  }
  for (const path of [canvas, `/flows/${flowId}`]) {
    expect.soft(await firstLoadOf(page, path), path).toBeLessThanOrEqual(434_000)
  }
})

test('a connector’s overview and settings hold to that with all they may have to tell of drift and authentication', {
  tag: '@full'
}, async ({ api, page, installation: { practice } }) => {
  const { connectorId, send } = await activateUsersFlow(api, practice, { name: 'Greet' })
  const field = { entry: 'text', required: false }
  const { fields, ...authentication } = acmeAuthentication(practice)
  await api.mutate('connectors.authenticate', {
    connectorId,
    authentication: {
      ...authentication,
      fields: [
        ...fields,
        { id: 'team', label: 'Team', ...field },
        {
          id: 'region',
          label: 'Region',
          ...field,
          entry: 'dropdown',
          rows: [{ display: 'Europe', value: 'eu' }]
        }
      ]
    }
  })
  for (const name of ['ada', 'ben', 'cleo', 'dan', 'eve']) await send(joined(`${name}@acme.example`))
  await send({ eventType: 'user.created', record: { department: 'people', plan: 'Pro' } })

  expect(await firstLoadOf(page, `/connectors/${connectorId}/overview`)).toBeLessThanOrEqual(290_000)
  // Seen in its own time: ten events are looked at in one go, and ten seconds lie between.
  await expect(page.getByRole('region', { name: 'Drift' })).toBeVisible({ timeout: 45_000 })
  expect(await firstLoadOf(page, `/connectors/${connectorId}/settings`)).toBeLessThanOrEqual(290_000)
  await expect(page.getByRole('combobox', { name: 'Region' })).toBeVisible()
})
