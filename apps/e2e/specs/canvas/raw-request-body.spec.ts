import { literal } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { drag, flowCanvas } from '../../pages/flow-canvas.ts'
import { card, docOf, flowOf, makeFlow } from '../../pages/flow-docs.ts'

const drawn = flowOf(
  card('event', 'webhook-event', {
    config: { options: [], registrationFlowId: null, deregistrationFlowId: null }
  }),
  card('send', 'raw-request', {
    config: { method: 'POST', bodyFormat: 'auto', encodeUrl: true },
    inputs: { url: literal('/things') }
  }),
  card('return', 'return-outputs', { config: { groups: [], runMode: false } })
)

// review: services 3
test('a value that is mapped goes into the JSON that was typed, by keys and by mouse', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc: drawn })
  await page.goto(path)
  const canvas = flowCanvas(page)
  const body = canvas.field('Raw Request', 'Body')
  await body.click()
  await page.keyboard.type('{"way": ""}')
  for (let signs = 0; signs < 2; signs++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Alt+m')
  await expect(page.getByRole('dialog', { name: 'Map a value to Body' })).toBeVisible()
  await page.keyboard.type('Method')
  await page.keyboard.press('Enter')
  await expect(body).toHaveText(/^\{"way": ".*Method.*"\}$/)
  await drag(page, canvas.pill('Webhook Event', 'Received at'), body.locator('[data-token]'))
  // It goes where it was dropped, before the other value or behind it, and never out of the text around them.
  await expect(body).toHaveText(/^\{"way": ".*(Method.*Received at|Received at.*Method).*"\}$/)
  const both = [{ field: 'method' }, { field: 'receivedAt' }]
  await expect
    .poll(async () => (await docOf(api, flowId)).cards.send?.inputs.body)
    .toMatchObject({ kind: 'text', parts: ['{"way": "', ...both.map(() => expect.any(Object)), '"}'] })
})

// review: services 5
test('a form is made of named fields', { tag: '@full' }, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc: drawn })
  await page.goto(path)
  const canvas = flowCanvas(page)
  const request = canvas.card('Raw Request')
  await expect(request.getByRole('button', { name: 'Add form field' })).toHaveCount(0)
  await request.getByRole('combobox', { name: 'Body format' }).click()
  await page.getByRole('option', { name: 'Form, URL-encoded' }).click()
  await request.getByRole('button', { name: 'Add form field' }).click()
  await page.keyboard.type('grant_type')
  await page.keyboard.press('Enter')
  await canvas.field('Raw Request', 'grant_type').click()
  await page.keyboard.type('client_credentials')
  await page.keyboard.press('Escape')
  await expectAccessible(page)
  await expect
    .poll(async () => {
      const { config, inputs } = (await docOf(api, flowId)).cards.send ?? {}
      return { form: config?.form, values: Object.values(inputs ?? {}) }
    })
    .toMatchObject({
      form: [{ name: 'grant_type' }],
      values: [literal('/things'), literal('client_credentials')]
    })
})
