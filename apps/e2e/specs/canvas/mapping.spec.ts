import { literal, pill, text } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { drag, flowCanvas, stillBox } from '../../pages/flow-canvas.ts'
import { assignCard, card, docOf, flowOf, inputsOf, makeFlow, one, textField } from '../../pages/flow-docs.ts'

/** A Webhook Event flow with cards to map to. */
const doc = flowOf(
  card('event', 'webhook-event', {
    config: { options: [], registrationFlowId: null, deregistrationFlowId: null }
  }),
  card('compose', 'compose'),
  assignCard({ count: ['Count', 'number'], when: ['When', 'date'] }),
  card('return', 'return-outputs', { config: { groups: [], runMode: false } })
)

test('[row 60a] a value inside an object is dragged onto an input, shown by a wire, and taken back both ways', async ({
  api,
  page
}) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.card('Webhook Event').getByRole('button', { name: 'Open Body' }).click()
  await page.getByRole('textbox', { name: 'Enter key name in Body', exact: true }).fill('user.id')
  await page.keyboard.press('Enter')
  await expect(canvas.pill('Webhook Event', 'Body.user.id')).toBeVisible()

  await drag(page, canvas.pill('Webhook Event', 'Body.user.id'), canvas.field('Compose', 'Text'))
  await expect(canvas.field('Compose', 'Text')).toHaveText(/Body\.user\.id/)
  await expect(page.getByRole('status').filter({ hasText: 'Mapped Body.user.id to Text.' })).toBeAttached()
  await canvas.title('Compose').click()
  await expect(page.locator('[data-wires]')).toHaveAttribute('data-wires', '1')
  await expect
    .poll(async () => (await inputsOf(api, flowId, 'compose'))?.text)
    .toEqual(pill('event', 'body', ['user', 'id']))

  await page.getByRole('button', { name: 'Undo map Body.user.id to Text' }).click()
  await expect(canvas.field('Compose', 'Text')).toHaveText('')
  await expect.poll(() => inputsOf(api, flowId, 'compose')).toEqual({})
  await page.getByRole('button', { name: 'Redo map Body.user.id to Text' }).click()
  await expect(canvas.field('Compose', 'Text')).toHaveText(/Body\.user\.id/)
  await expect
    .poll(async () => (await inputsOf(api, flowId, 'compose'))?.text)
    .toEqual(pill('event', 'body', ['user', 'id']))
  await expectAccessible(page)
})

test('behind a value that was dropped into a text one types on, wherever in the text it was dropped', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  const field = canvas.field('Compose', 'Text')
  await drag(page, canvas.pill('Webhook Event', 'Method'), field)
  await expect(field).toBeFocused()
  await page.keyboard.type(' means a call')
  await drag(page, canvas.pill('Webhook Event', 'Received at'), field)
  await expect(field).toBeFocused()
  await page.keyboard.type(' or so')
  await page.keyboard.press('Escape')
  const event = (output: string) => pill('event', output)
  await expect
    .poll(async () => (await inputsOf(api, flowId, 'compose'))?.text)
    .toMatchObject({ kind: 'text', parts: expect.arrayContaining([event('method'), event('receivedAt')]) })
  const said = async () => ((await field.textContent()) ?? '').replaceAll(/[\u200b×]/g, '')
  await expect.poll(said).toContain('Received at or so')
  expect((await said()).replace('Received at or so', '')).toContain('Method means a call')
})

test('[row 61a, 61b] a value of the wrong type is refused with the reason, and nothing is changed', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.pill('Webhook Event', 'Headers').hover()
  await page.mouse.down()
  const box = await stillBox(canvas.field('Assign', 'Count'))
  await page.mouse.move(box.x - 300, box.y, { steps: 4 })
  await page.mouse.move(box.x + 40, box.y + 10, { steps: 8 })
  await expect(
    page.getByText('This field expects the type Number, not Object. Map one key of the object.')
  ).toBeVisible()
  await page.mouse.up()
  await expect(
    page.getByText('Could not map “Headers”. This field expects the type Number, not Object.').first()
  ).toBeVisible()
  await expect(canvas.field('Assign', 'Count')).toHaveText('')
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute('aria-disabled', 'true')
  expect(await inputsOf(api, flowId, 'assign')).toEqual({})
})

test('a drag is broken off with Escape', { tag: '@long' }, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'User created', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.pill('Webhook Event', 'Method').hover()
  await page.mouse.down()
  const box = await stillBox(canvas.field('Compose', 'Text'))
  await page.mouse.move(box.x + 40, box.y + 10, { steps: 8 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(canvas.field('Compose', 'Text')).toHaveText('')
})

test('[row 60a] a value is picked with one click and put down with another', { tag: '@full' }, async ({
  api,
  page
}) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.pill('Webhook Event', 'Received at').click()
  await expect(
    canvas.card('Webhook Event').getByRole('button', { name: 'Received at', pressed: true })
  ).toBeVisible()
  await canvas.field('Assign', 'When').click()
  await expect(canvas.field('Assign', 'When')).toHaveText(/Received at/)
  await expect
    .poll(async () => (await inputsOf(api, flowId, 'assign'))?.when)
    .toEqual(pill('event', 'receivedAt'))
})

test('text takes values where they are wanted, and a value goes away as a whole', { tag: '@full' }, async ({
  api,
  page
}) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  const field = canvas.field('Compose', 'Text')
  await field.click()
  await page.keyboard.type('Sent by !')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Alt+m')
  const picker = page.getByRole('dialog', { name: 'Map a value to Text' })
  await expect(picker.getByRole('option', { name: 'Method' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.type('meth')
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => (await inputsOf(api, flowId, 'compose'))?.text)
    .toEqual(text('Sent by ', pill('event', 'method'), '!'))

  await field.click()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Backspace')
  await expect.poll(async () => (await inputsOf(api, flowId, 'compose'))?.text).toEqual(literal('Sent by !'))
})

test('the picker lists what fits, and takes a way into an object as it is typed', { tag: '@long' }, async ({
  api,
  page
}) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.field('Assign', 'Count').focus()
  await page.keyboard.press('Alt+m')
  const picker = page.getByRole('dialog', { name: 'Map a value to Count' })
  await expect(picker.getByRole('option', { name: 'Body' })).toBeVisible()
  await expect(picker.getByRole('option', { name: 'Headers' })).toHaveCount(0)
  await expect(picker.getByText(/hidden because this field expects the type Number/)).toBeVisible()
  await page.keyboard.type('Body.user.age')
  await expect(picker.getByRole('option', { name: 'Body.user.age' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(canvas.field('Assign', 'Count')).toBeFocused()
  await expect
    .poll(async () => (await inputsOf(api, flowId, 'assign'))?.count)
    .toEqual(pill('event', 'body', ['user', 'age']))
})

test('the uses of a value are counted and outlined', { tag: '@long' }, async ({ api, page }) => {
  const used = structuredClone(doc)
  if (used.cards.compose) used.cards.compose.inputs = { text: pill('event', 'method') }
  const { path } = await makeFlow(api, { name: 'User created', doc: used })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.pill('Webhook Event', 'Method').hover()
  await expect(page.getByText('Used in 1 field')).toBeVisible()
  await canvas.pill('Webhook Event', 'Query').hover()
  await expect(page.getByText('Not used')).toBeVisible()
})

test('a field that is added to a card is named at once, and renaming it keeps what uses it', {
  tag: '@full'
}, async ({ api, page }) => {
  const start = flowOf(
    card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }),
    card('compose', 'compose', { inputs: { text: pill('start', 'who') } })
  )
  const { path, flowId } = await makeFlow(api, { name: 'Greet', doc: start })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.card('Helper Flow').getByRole('button', { name: 'Add input' }).click()
  await page.keyboard.type('Language')
  await page.keyboard.press('Enter')
  await expect(canvas.pill('Helper Flow', 'Language')).toBeVisible()
  await canvas.rename('Helper Flow', 'Who', 'Person')
  await expect(canvas.field('Compose', 'Text')).toHaveText(/Person/)
  await canvas.card('Helper Flow').getByRole('button', { name: 'Data type of Language: Text' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Number' }).click()
  await expect
    .poll(async () => (await docOf(api, flowId)).cards.start?.config.inputs)
    .toMatchObject([
      { id: 'who', label: 'Person' },
      { label: 'Language', dataType: one('number') }
    ])
  expect((await inputsOf(api, flowId, 'compose'))?.text).toEqual(pill('start', 'who'))
})

test('the type of a key is changed by mouse, beside what maps a value to it', {
  tag: '@full'
}, async ({ api, page }) => {
  const doc = flowOf(card('start', 'helper-flow'), assignCard({ count: ['Count', 'number'] }))
  const { path } = await makeFlow(api, { name: 'Count', doc })
  await page.goto(path)
  const assign = flowCanvas(page).card('Assign')
  await assign.getByRole('textbox', { name: 'Count' }).hover()
  await expect(assign.getByRole('button', { name: 'Map Count' })).toHaveCSS('opacity', '1')
  await assign.getByRole('button', { name: 'Data type of Count: Number' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Text' }).click()
  await expect(assign.getByRole('button', { name: 'Data type of Count: Text' })).toBeVisible()
})

test('removing a field shows how many fields used it, and can be undone there', {
  tag: '@long'
}, async ({ api, page }) => {
  const doc = flowOf(
    card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }),
    card('compose', 'compose', { inputs: { text: pill('start', 'who') } })
  )
  const { path } = await makeFlow(api, { name: 'Greet', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.card('Helper Flow').getByRole('button', { name: 'More for Who' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(
    page.getByText('1 field used a value that was removed. Map another value to this field.').first()
  ).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(canvas.pill('Helper Flow', 'Who')).toBeVisible()
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
})

test('a value that does not fit is mapped through a card that converts it, as one step', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'User created', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.pill('Webhook Event', 'Headers').click()
  await canvas.field('Compose', 'Text').click()
  await page.getByRole('button', { name: 'Insert Stringify' }).click()
  await expect(canvas.field('Stringify', 'Value')).toHaveText(/Headers/)
  await expect(canvas.field('Compose', 'Text')).toHaveText(/Output/)
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
  await expect(canvas.title('Compose')).toBeFocused()
  await canvas.undo()
  await expect(canvas.card('Stringify')).toBeHidden()
})
