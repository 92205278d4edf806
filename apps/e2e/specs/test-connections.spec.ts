import { acmeAuthentication, makeAcme } from '../fixtures/acme.ts'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'
import { flowCanvas } from '../pages/flow-canvas.ts'

test('[row 13a, 13b] a test connection is made, pinged, mended and deleted', async ({
  api,
  page,
  installation
}) => {
  const id = await makeAcme(api, installation.practice)
  await page.goto(`/connectors/${id}/test-connections`)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'New test connection' }).click()
  const dialog = page.getByRole('dialog', { name: 'New test connection' })
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog.getByText('Enter a name.')).toBeVisible()
  await expect(dialog.getByText('“API key” is required.')).toBeVisible()
  await expect(dialog.getByLabel('Connection name')).toBeFocused()
  await expectAccessible(page)
  await dialog.getByLabel('Connection name').fill('Acme test')
  await dialog.getByLabel('API key').fill('acme_wrong')
  await dialog.getByRole('button', { name: 'Create' }).click()

  const ping = page.getByRole('button', { name: 'Ping Acme test' })
  const result = page.getByRole('status', { name: 'Result of pinging Acme test' })
  await ping.click()
  await expect(result).toContainText('Failed')
  await expect(result).toContainText('was answered with 401')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Replace the values of Acme test' }).click()
  const replace = page.getByRole('dialog', { name: 'Replace the values' })
  await expect(replace.getByLabel('API key')).toHaveValue('')
  await replace.getByLabel('API key').fill(installation.practice.apiKey)
  await replace.getByRole('button', { name: 'Replace' }).click()
  await expect(page.getByText('The values of “Acme test” were replaced.')).toBeVisible()
  await ping.click()
  await expect(result).toContainText(/Response in [\d.]+ m?s/)

  await page.getByRole('button', { name: 'Delete Acme test' }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete “Acme test”?' })
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { name: 'No test connections yet' })).toBeVisible()
})

test('a connection in use cannot be deleted, and the server names its uses', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const id = await makeAcme(api, installation.practice)
  const { id: connectionId } = await api.mutate<{ id: string }>('testConnections.create', {
    connectorId: id,
    name: 'Acme test',
    values: { api_key: installation.practice.apiKey }
  })
  const none = '0197f2a4-0000-7000-8000-000000000000'
  await api.mutate('flows.create', {
    name: 'Greet',
    doc: {
      schemaVersion: 1,
      strip: ['event'],
      cards: {
        event: {
          id: 'event',
          type: 'connector-event',
          config: { connectorId: id, versionId: none, eventFlowId: none, connectionId, runMode: 'each' },
          inputs: {}
        }
      }
    }
  })
  await page.goto(`/connectors/${id}/test-connections`)
  await page.getByRole('button', { name: 'Delete Acme test' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(
    page.getByText('This connection is used by “Greet”. Choose another connection there first')
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Ping Acme test' })).toBeVisible()
})

test('without an Authping flow nothing can be pinged, and the page explains what a ping needs', {
  tag: '@full'
}, async ({ api, page }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await api.mutate('testConnections.create', { connectorId: id, name: 'Acme test', values: {} })
  await page.goto(`/connectors/${id}/test-connections`)
  await expect(page.getByText(/build a flow that starts with Authping\./)).toBeVisible()
  const ping = page.getByRole('button', { name: 'Ping Acme test' })
  await expect(ping).toBeDisabled()
  await expect(ping).toHaveAccessibleDescription(
    /^A ping runs the flow _authping, which this connector does not have/
  )
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Flows of the connector' }).click()
  await expect(page.getByRole('heading', { name: 'No flows yet' })).toBeVisible()
})

test('a ping flow is created from the page that lacks it, and pings the practice service unchanged', {
  tag: '@full'
}, async ({ api, page, installation: { practice } }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await api.mutate('connectors.authenticate', {
    connectorId: id,
    authentication: acmeAuthentication(practice)
  })
  await api.mutate('testConnections.create', {
    connectorId: id,
    name: 'Acme test',
    values: { api_key: practice.apiKey }
  })
  await page.goto(`/connectors/${id}/test-connections`)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create a ping flow' }).click()
  await expect(page.getByRole('heading', { name: '_authping' })).toBeVisible()
  await expect(flowCanvas(page).field('Get the current account', 'URL')).toContainText('/me')
  await page.goto(`/connectors/${id}/test-connections`)
  await page.getByRole('button', { name: 'Ping Acme test' }).click()
  await expect(page.getByRole('status', { name: 'Result of pinging Acme test' })).toContainText(
    /Response in [\d.]+ m?s/
  )
  await expect(page.getByRole('button', { name: 'Create a ping flow' })).toHaveCount(0)
})
