import { makeAcme } from '../fixtures/acme.ts'
import { shoot } from '../fixtures/shoot.ts'
import { signInAs } from '../fixtures/sign-in-as.ts'
import { expect, test } from '../fixtures/test.ts'

test.setTimeout(240_000)

test('connectors are sought, narrowed and deleted', async ({ api, page, installation }) => {
  const id = await makeAcme(api, installation.practice)
  await page.goto('/connectors')
  await page.getByRole('button', { name: 'Sort: By name' }).click()
  await shoot(page, 'builder-filter')
  await page.keyboard.press('Escape')
  await page.getByLabel('Search connectors').fill('zzz')
  await expect(page.getByText('No connectors match “zzz”')).toBeVisible()
  await shoot(page, 'builder-none-found')
  await page.getByLabel('Search connectors').fill('')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('acm')
  await shoot(page, 'palette-found')
  await page.keyboard.type('zzz')
  await shoot(page, 'palette-none')
  await page.keyboard.press('Escape')
  await page.goto(`/connectors/${id}/overview`)
  await page.getByRole('button', { name: 'More for Acme HR' }).click()
  await shoot(page, 'connector-menu')
  await page.getByRole('menuitem', { name: 'Delete connector' }).click()
  await expect(page.getByRole('heading', { name: 'Build your first connector' })).toBeVisible()
  await shoot(page, 'connector-deleted')
})

test('a ready connector, and the comparison of an installed one', async ({ api, page }) => {
  await page.goto('/connectors/new')
  await page
    .getByRole('group', { name: 'Ready-made connectors' })
    .getByRole('option', { name: /^GitHub/ })
    .click()
  await shoot(page, 'gallery-connector')
  const { id } = await api.mutate<{ id: string }>('gallery.install', { key: 'github', isFork: false })
  await page.goto(`/connectors/${id}/gallery`)
  await expect(page.getByRole('region', { name: 'Differences' })).toBeVisible()
  await shoot(page, 'gallery-update')
})

test('each way to sign in, and a logo that is none', async ({ api, page }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await page.goto(`/connectors/${id}/settings`)
  await page.getByLabel('Logo file').setInputFiles({
    name: 'acme.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('no picture')
  })
  await shoot(page, 'settings-logo-refused')
  for (const [name, kind] of [
    ['api-key', 'API key in a header'],
    ['basic', 'Basic'],
    ['none', 'None']
  ] as const) {
    await page.getByLabel('Authentication type').click()
    await page.getByRole('option', { name: kind }).click()
    await page.getByLabel('Authentication type').scrollIntoViewIfNeeded()
    await shoot(page, `settings-${name}`)
  }
})

test('a test connection without a ping, with new values, and in use', async ({ api, page, installation }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Birch Payroll' })
  await api.mutate('testConnections.create', { connectorId: id, name: 'Birch test', values: {} })
  await page.goto(`/connectors/${id}/test-connections`)
  await expect(page.getByRole('button', { name: 'Ping Birch test' })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Create a ping flow' })).toBeVisible()
  await shoot(page, 'test-connections-no-ping')
  const acme = await makeAcme(api, installation.practice)
  const values = { api_key: installation.practice.apiKey }
  await api.mutate('testConnections.create', { connectorId: acme, name: 'Acme test', values })
  await page.goto(`/connectors/${acme}/test-connections`)
  await page.getByRole('button', { name: /^Replace/ }).click()
  await shoot(page, 'dialog-replace-values')
})

test('a viewer sees connectors read-only, and an outdated link', async ({ api, installation, visitor }) => {
  const id = await makeAcme(api, installation.practice)
  await signInAs(api, visitor, { role: 'viewer', path: `/connectors/${id}/overview` })
  await expect(visitor.getByText('Your role (viewer) can only view connectors')).toBeVisible()
  await shoot(visitor, 'overview-viewer')
  await visitor.goto('/')
  await expect(visitor.getByRole('heading', { name: 'Welcome to Hookwright' })).toBeVisible()
  await shoot(visitor, 'home-viewer')
  await visitor.goto('/first-admin')
  await expect(visitor.getByRole('heading', { name: 'An admin already exists' })).toBeVisible()
  await shoot(visitor, 'door-admin-already')
})

test('the server does not answer', async ({ installation, page }) => {
  await page.goto('/connectors')
  await page.getByRole('button', { name: 'New connector' }).first().click()
  await page.getByLabel('Name').fill('Acme HR')
  await installation.stop()
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('Hookwright is not responding')).toBeVisible()
  await shoot(page, 'server-away')
  await installation.restart()
})
