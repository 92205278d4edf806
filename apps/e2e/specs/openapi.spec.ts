import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'

const item = { type: 'object', properties: { id: { type: 'integer' }, title: { type: 'string' } } }
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const answer = (schema: object) => ({ 200: { description: 'ok', ...json(schema) } })

/**
 * OpenAPI document of a service with 300 operations: three for items, three for webhooks, and many others.
 */
const shop = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://shop.example/v1' }],
  security: [{ token: [] }],
  paths: {
    '/items': {
      get: { summary: 'List items', responses: answer({ type: 'array', items: item }) },
      post: { summary: 'Add an item', requestBody: json(item), responses: answer(item) }
    },
    '/items/{id}': { get: { summary: 'Get an item', responses: answer(item) } },
    '/webhooks': {
      get: {
        summary: 'List webhooks',
        responses: answer({
          type: 'array',
          items: { type: 'object', properties: { id: { type: 'string' }, url: { type: 'string' } } }
        })
      },
      post: {
        summary: 'Create a webhook',
        requestBody: json({
          type: 'object',
          properties: { url: { type: 'string' }, events: { type: 'array', items: { type: 'string' } } }
        }),
        responses: answer({ type: 'object', properties: { id: { type: 'string' } } })
      }
    },
    '/webhooks/{id}': { delete: { summary: 'Delete a webhook', responses: {} } },
    ...Object.fromEntries(
      Array.from({ length: 294 }, (_, number) => [
        `/report-${number}`,
        { get: { summary: `Report ${number}`, responses: {} } }
      ])
    )
  },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } }
}

/** Webhooks of the service, as a separate document. */
const webhooks = `
openapi: 3.1.0
info: { title: Shop webhooks, version: '1' }
webhooks:
  item-sold:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { item: { type: object }, price: { type: number } } }
      responses: { '200': { description: ok } }
`

test('two documents become a connector with three actions and an event, and more is added to it', {
  tag: '@long'
}, async ({ page }) => {
  await page.goto('/connectors/new')
  await page.getByRole('button', { name: 'From an OpenAPI document' }).click()
  const dialog = page.getByRole('dialog', { name: 'New connector from OpenAPI' })
  const next = dialog.getByRole('button', { name: 'Next' })
  await expect(next).toBeDisabled()
  const file = dialog.getByLabel('OpenAPI document')
  await file.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Hello') })
  await expect(dialog.getByRole('alert')).toContainText('“notes.txt” cannot be imported')
  await file.setInputFiles({
    name: 'shop.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(shop))
  })
  await expect(dialog.getByText('shop.json · OpenAPI 3.1 · 300 operations')).toBeVisible()
  await dialog.getByText('Paste a document').click()
  await dialog.getByRole('textbox', { name: 'Document' }).fill(webhooks)
  await dialog.getByRole('button', { name: 'Add the text' }).click()
  await expect(dialog.getByText('Pasted text · OpenAPI 3.1 · 0 operations · 1 event')).toBeVisible()
  await expectAccessible(page)
  await next.click()

  await expect(dialog.getByLabel('Base URL')).toHaveValue('https://shop.example/v1')
  await expect(dialog.getByRole('checkbox', { name: 'Bearer token' })).toBeChecked()
  await expectAccessible(page)
  await next.click()

  const list = dialog.getByRole('listbox', { name: 'Actions and events' })
  await expect(list.getByRole('option', { name: /Item sold/ })).toBeVisible()
  // Only the rows in view are drawn.
  expect(await list.getByRole('option').count()).toBeLessThan(40)
  await list.focus()
  await page.keyboard.press('Space')
  await dialog.getByRole('textbox', { name: 'Search actions and events' }).fill('item')
  for (const name of ['List items', 'Add an item', 'Get an item'])
    await list.getByRole('option', { name: new RegExp(name) }).click()
  await expect(dialog.getByText('3 actions and 1 event chosen of 301.')).toBeVisible()
  await expect(dialog.getByRole('combobox', { name: 'Event registration' })).toContainText('Create a webhook')
  await expectAccessible(page)
  await next.click()

  await expect(dialog.getByLabel('Name')).toHaveValue('Shop')
  const drafts = dialog.getByRole('region', { name: '7 drafts to create' })
  await expect(drafts.getByRole('listitem')).toHaveCount(7)
  await expect(dialog.getByRole('region', { name: 'Hosts that are called' })).toContainText('shop.example')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create connector' }).click()
  await expect(page.getByText('“Shop” was created with drafts from OpenAPI.')).toBeVisible()
  await expect(page.getByRole('link', { name: /Item sold/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /Webhook registration/ })).toBeVisible()

  // On a small screen, by the menu of the connector.
  await page.setViewportSize({ width: 390, height: 780 })
  await page.getByRole('button', { name: 'More for Shop' }).click()
  await page.getByRole('menuitem', { name: 'Add from OpenAPI' }).click()
  const adding = page.getByRole('dialog', { name: 'Add to “Shop” from OpenAPI' })
  await adding.getByLabel('OpenAPI document').setInputFiles({
    name: 'shop.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(shop))
  })
  await adding.getByRole('button', { name: 'Next' }).click()
  await adding.getByRole('option', { name: /Delete a webhook/ }).click()
  await expectAccessible(page)
  await adding.getByRole('button', { name: 'Next' }).click()
  await adding.getByRole('button', { name: 'Add drafts' }).click()
  await expect(page.getByText('1 draft was added to “Shop”.')).toBeVisible()
})
