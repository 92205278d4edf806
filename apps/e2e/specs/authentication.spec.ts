import type { Authentication } from '@hookwright/model'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'

test('[row 12] an API key is set up with a form that shows at once, kept, and read back', async ({
  api,
  page
}) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await page.goto(`/connectors/${id}/settings`)
  const preview = page.getByRole('region', { name: 'New connection preview' })
  await expect(preview).toContainText('No other fields.')

  await page.getByLabel('Authentication type').click()
  await page.getByRole('option', { name: /API key in a header/ }).click()
  await expect(preview.getByLabel('API key')).toBeVisible()
  const key = page.getByRole('group', { name: 'Field API key' })
  await key.getByLabel('Label').fill('Access token')
  await expect(preview.getByLabel('Access token')).toHaveCSS('-webkit-text-security', 'disc')

  await page.getByRole('button', { name: 'Add field' }).click()
  const field = page.getByRole('group', { name: 'Field this field' })
  await field.getByLabel('Label').pressSequentially('Subdomain')
  await expect(preview.getByLabel('Subdomain')).toBeVisible()
  await page
    .getByRole('group', { name: 'Field Subdomain' })
    .getByRole('checkbox', { name: 'Required' })
    .check()

  const baseUrl = page.getByLabel('Base URL', { exact: true })
  await baseUrl.fill('https://')
  await page.getByRole('button', { name: 'Insert a field into Base URL' }).click()
  await page.getByRole('menuitem', { name: 'Subdomain' }).click()
  await expect(baseUrl).toHaveValue('https://{Subdomain}')
  await baseUrl.fill('https://{Subdomian}.acme.example')
  await expect(page.getByText('There is no field “Subdomian”')).toBeVisible()
  await baseUrl.fill('https://{Subdomain}.acme.example')
  await page.getByRole('button', { name: 'Add host' }).click()
  await page.getByLabel('Allowed host 1').fill('*.acme.example/v1')
  await expect(page.getByText('Enter a host name in lower case')).toBeVisible()
  await page.getByLabel('Allowed host 1').fill('*.acme.example')
  await expectAccessible(page)
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await save.click()
  const saved = page.getByText('“Acme HR” was saved.')
  await expect(saved).toBeVisible()
  await page.getByLabel('Description').fill('People')
  await expect(save, 'a message does not cover the bar of unsaved changes').toBeVisible()
  const [message, button] = await Promise.all([saved.boundingBox(), save.boundingBox()])
  expect((message?.y ?? 0) + (message?.height ?? 0)).toBeLessThan(button?.y ?? 0)
  await page.getByRole('button', { name: 'Discard' }).click()

  const { authentication } = await api.query<{ authentication: Authentication }>('connectors.get', {
    connectorId: id
  })
  expect(authentication).toEqual({
    kind: 'api-key',
    fields: [
      { id: 'api_key', label: 'Access token', entry: 'password', required: true },
      { id: 'field', label: 'Subdomain', entry: 'text', required: true }
    ],
    baseUrl: {
      kind: 'text',
      parts: ['https://', { kind: 'pill', card: 'connection', field: 'field', path: [] }, '.acme.example']
    },
    allowedHosts: ['*.acme.example'],
    placement: {
      kind: 'header',
      name: 'Authorization',
      value: {
        kind: 'text',
        parts: ['Bearer ', { kind: 'pill', card: 'connection', field: 'api_key', path: [] }]
      }
    }
  })
  await page.reload()
  await expect(page.getByLabel('Base URL', { exact: true })).toHaveValue('https://{Subdomain}.acme.example')
  await expect(page.getByLabel('Prefix')).toHaveValue('Bearer ')
})

test('[row 10c] custom parameters go into headers and the query, filled from fields', {
  tag: '@full'
}, async ({ api, page }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await page.goto(`/connectors/${id}/settings`)
  await page.getByLabel('Authentication type').click()
  await page.getByRole('option', { name: /Custom parameters/ }).click()
  await page.getByRole('button', { name: 'Add field' }).click()
  await page.getByRole('group', { name: 'Field this field' }).getByLabel('Label').fill('Region')
  const region = page.getByRole('group', { name: 'Field Region' })
  await region.getByLabel('Field type').click()
  await page.getByRole('option', { name: 'Dropdown' }).click()
  await expect(page.getByText('Enter at least one option')).toBeVisible()
  await region.getByLabel('Choices').fill('Europe = eu\nus')
  const preview = page.getByRole('region', { name: 'New connection preview' })
  await preview.getByLabel('Region').click()
  await page.getByRole('option', { name: 'Europe' }).click()
  await expect(preview.getByLabel('Region')).toContainText('Europe')

  await page.getByRole('button', { name: 'Add parameter' }).click()
  const parameter = page.getByRole('group', { name: 'Parameter 1' })
  await parameter.getByLabel('Location').click()
  await page.getByRole('option', { name: 'Query' }).click()
  await parameter.getByLabel('Name').fill('region')
  await page
    .getByRole('group', { name: 'Parameter region' })
    .getByLabel('Value', { exact: true })
    .fill('{Region}')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('“Acme HR” was saved.')).toBeVisible()
  const { authentication } = await api.query<{ authentication: Authentication }>('connectors.get', {
    connectorId: id
  })
  expect(authentication).toMatchObject({
    kind: 'custom',
    fields: [
      {
        label: 'Region',
        entry: 'dropdown',
        rows: [
          { display: 'Europe', value: 'eu' },
          { display: 'us', value: 'us' }
        ]
      }
    ],
    placement: { kind: 'parameters', headers: {}, query: { region: { kind: 'pill', field: 'field' } } }
  })
})
