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
  await page.getByRole('option', { name: 'Form', exact: true }).click()
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

// review: services 12
test('rarely used settings are folded, and shown by a key, a problem or a search', { tag: '@full' }, async ({
  api,
  page
}) => {
  const { path, flowId, connectorId } = await makeFlow(api, { name: 'User created', doc: drawn })
  await page.goto(path)
  const canvas = flowCanvas(page)
  const request = canvas.card('Raw Request')
  const settings = request.getByRole('button', { name: /^Request settings/ })
  const timeout = request.getByRole('textbox', { name: /^Timeout/ })
  await expect(settings).toHaveAttribute('aria-expanded', 'false')
  await expect(settings).toContainText('Default')
  await expect(timeout).toHaveCount(0)
  await settings.focus()
  await page.keyboard.press('Enter')
  await timeout.fill('60')
  await request.getByLabel('Error path').fill('data.errors')
  await expectAccessible(page)
  await settings.click()
  await expect(settings).toContainText('2 changed')
  await expect(timeout).toHaveCount(0)

  await page.keyboard.press('Control+f')
  await page.keyboard.type('data.errors')
  await expect(request.getByLabel('Error path')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(request.getByLabel('Error path')).toBeFocused()
  await settings.click()
  await expect(timeout).toHaveCount(0)

  // A problem shows the settings, and the change that fixes it does not hide them.
  const doc = await docOf(api, flowId)
  const { send } = doc.cards
  if (send === undefined) throw new Error('The flow has no request.')
  const broken = { ...send, config: { ...send.config, pages: 'page' } }
  const again = await makeFlow(api, {
    connectorId,
    name: 'With a problem',
    doc: { ...doc, cards: { ...doc.cards, send: broken } }
  })
  await page.goto(again.path)
  await expect(settings).toHaveAttribute('aria-expanded', 'true')
  await expect(request).toContainText('Enter it in “Parameter”.')
  const parameter = request.getByRole('textbox', { name: 'Parameter', exact: true })
  await canvas.title('Raw Request').click()
  await page.keyboard.press('F8')
  await expect(parameter).toBeFocused()
  await parameter.fill('page')
  await expect(request).not.toContainText('Enter it in “Parameter”.')
  await expect(parameter).toBeFocused()
})
