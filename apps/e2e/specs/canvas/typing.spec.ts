import { literal, pill, text } from '@hookwright/model'
import type { Locator, Page } from '@playwright/test'
import type { TestApi } from '../../fixtures/api.ts'
import { expect, test } from '../../fixtures/test.ts'
import { drag, type FlowCanvas, flowCanvas } from '../../pages/flow-canvas.ts'
import { assignCard, card, flowOf, inputsOf, makeFlow, one, textField } from '../../pages/flow-docs.ts'

const flag = { id: 'flag', label: 'Flag', fieldType: 'text-field', required: false }

const doc = flowOf(
  card('start', 'helper-flow', {
    config: { inputs: [textField('who', 'Who'), { ...flag, dataType: one('boolean') }] }
  }),
  card('compose', 'compose'),
  assignCard({ count: ['Count', 'number'], body: ['Body', 'object'], active: ['Active', 'boolean'] })
)

const open = async (
  api: TestApi,
  page: Page
): Promise<{ canvas: FlowCanvas; field: Locator; inputs: (card: string) => Promise<unknown> }> => {
  const { path, flowId } = await makeFlow(api, { name: 'Greet', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  const field = canvas.field('Compose', 'Text')
  await expect(field).toBeVisible()
  return { canvas, field, inputs: id => inputsOf(api, flowId, id) }
}

// review: screens 3
test('text that begins with “m” is typed, and Alt+M opens the picker', { tag: '@full' }, async ({
  api,
  page
}) => {
  const { field, inputs } = await open(api, page)
  await field.focus()
  await page.keyboard.type('my text')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect.poll(() => inputs('compose')).toEqual({ text: literal('my text') })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+m')
  await expect(page.getByRole('combobox', { name: 'Value for Text' })).toBeFocused()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Map Text', exact: true }).focus()
  await page.keyboard.press('m')
  await expect(page.getByRole('combobox', { name: 'Value for Text' })).toBeFocused()
})

// review: services 10
test('removing a value keeps the focus in its field, so that keys do not act on cards', {
  tag: '@full'
}, async ({ api, page }) => {
  const { canvas, field, inputs } = await open(api, page)
  await field.click()
  await page.keyboard.type('Hello ')
  await drag(page, canvas.pill('Helper Flow', 'Who'), field)
  await page.keyboard.type('!')
  await canvas.title('Assign').focus()
  await field.getByText('×').click()
  await expect(field).toBeFocused()
  await page.keyboard.type('you')
  await expect.poll(() => inputs('compose')).toEqual({ text: literal('Hello you!') })
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect.poll(() => inputs('compose')).toEqual({})
  await expect(canvas.card('Compose')).toBeVisible()

  const flag = canvas.card('Assign').getByRole('combobox', { name: 'Active' })
  await drag(page, canvas.pill('Helper Flow', 'Flag'), flag)
  await canvas.field('Assign', 'Active').getByText('×').click()
  await expect(flag).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect(canvas.card('Compose')).toBeVisible()
  await expect(canvas.card('Assign')).toBeVisible()
})

/** Delays every frame of the page, as on a busy machine. */
const slowFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const soon = requestAnimationFrame
    globalThis.requestAnimationFrame = act => Number(setTimeout(() => soon(act), 300))
  })

test('text typed right after a dropped value is kept, however slow the page is', {
  tag: '@full'
}, async ({ api, page }) => {
  const { canvas, field, inputs } = await open(api, page)
  await field.click()
  await page.keyboard.type('Hello ')
  await slowFrames(page)
  await drag(page, canvas.pill('Helper Flow', 'Who'), field)
  await page.keyboard.type(', or soo')
  await page.keyboard.press('Backspace')
  await expect
    .poll(() => inputs('compose'))
    .toEqual({ text: text('Hello ', pill('start', 'who'), ', or so') })
})

test('text typed after a dropped value follows it, also after two clicks in the field', {
  tag: '@long'
}, async ({ api, page }) => {
  const { canvas, field, inputs } = await open(api, page)
  await field.click()
  await page.keyboard.type('Hello ')
  await field.click()
  await drag(page, canvas.pill('Helper Flow', 'Who'), field)
  await expect(field).toBeFocused()
  await page.keyboard.type('!')
  await expect.poll(() => inputs('compose')).toEqual({ text: text('Hello ', pill('start', 'who'), '!') })
})

test('text typed after a value mapped at the caret follows it', { tag: '@long' }, async ({ api, page }) => {
  const { field, inputs } = await open(api, page)
  await field.click()
  await page.keyboard.type('Hello !')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Alt+m')
  await page.keyboard.type('who')
  await page.keyboard.press('Enter')
  await page.keyboard.type(' of all')
  await expect
    .poll(() => inputs('compose'))
    .toEqual({ text: text('Hello ', pill('start', 'who'), ' of all!') })
})

test('a number and an object keep their form while they are typed', { tag: '@long' }, async ({
  api,
  page
}) => {
  const { canvas, inputs } = await open(api, page)
  const count = canvas.field('Assign', 'Count')
  await count.click()
  await page.keyboard.type('1.05')
  await expect(count).toHaveText('1.05')
  const body = canvas.field('Assign', 'Body')
  await body.click()
  await page.keyboard.type('{"a": 1}')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.type(', "b": 20')
  await expect(body).toHaveText('{"a": 1, "b": 20}')
  await page.keyboard.press('Escape')
  await expect(body).toHaveText('{"a":1,"b":20}')
  await expect.poll(() => inputs('assign')).toEqual({ count: literal(1.05), body: literal({ a: 1, b: 20 }) })
})

test('text pasted over itself is kept, and typing continues after it', {
  tag: '@long'
}, async ({ api, page }) => {
  const { canvas, field, inputs } = await open(api, page)
  await field.click()
  await page.keyboard.type('one two')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect(field).toHaveText('one two')
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+v')
  await page.keyboard.type('; ')
  await expect(field).toHaveText('one two; one two')
  await expect.poll(() => inputs('compose')).toEqual({ text: literal('one two; one two') })

  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await drag(page, canvas.pill('Helper Flow', 'Who'), field)
  await expect(field).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect(field).toHaveText(/Who/)
  await page.keyboard.press('Control+v')
  await page.keyboard.type('!')
  const who = pill('start', 'who')
  await expect.poll(() => inputs('compose')).toEqual({ text: text(who, who, '!') })
})

test('the caret stays when a value is renamed, and moves to undone text', {
  tag: '@full'
}, async ({ api, page }) => {
  const { canvas, field, inputs } = await open(api, page)
  await drag(page, canvas.pill('Helper Flow', 'Who'), field)
  await expect(field).toBeFocused()
  await page.keyboard.type(' is here')
  await canvas.rename('Helper Flow', 'Who', 'Person')
  await expect(field).toHaveText(/Person/)

  await field.click()
  await page.keyboard.press('End')
  for (const _ of 'here') await page.keyboard.press('ArrowLeft')
  await canvas.undo()
  await expect(field).toHaveText(/Who/)
  await page.keyboard.type('not ')
  const who = pill('start', 'who')
  await expect.poll(() => inputs('compose')).toEqual({ text: text(who, ' is not here') })

  await canvas.undo()
  await page.keyboard.type('now ')
  await expect.poll(() => inputs('compose')).toEqual({ text: text(who, ' is now here') })
})

test('composed characters are typed at the end of an inactive field, and none of their keys clears it', {
  tag: '@long'
}, async ({ api, page }) => {
  const { field, inputs } = await open(api, page)
  await field.click()
  await page.keyboard.type('Hello ')
  await page.keyboard.press('Escape')
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', windowsVirtualKeyCode: 229 })
  await cdp.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 })
  await cdp.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Backspace',
    windowsVirtualKeyCode: 229
  })
  await cdp.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 })
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 })
  await cdp.send('Input.insertText', { text: '日本' })
  await page.keyboard.type('m')
  await page.keyboard.press('Backspace')
  await expect.poll(() => inputs('compose')).toEqual({ text: literal('Hello 日本') })
})

test('typing continues at the caret after another window had the focus', { tag: '@long' }, async ({
  api,
  page
}) => {
  const { field, inputs } = await open(api, page)
  await field.click()
  await page.keyboard.type('Hello!')
  await page.keyboard.press('ArrowLeft')
  await field.evaluate(element => {
    element.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
    element.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
  })
  await page.keyboard.press('Backspace')
  await page.keyboard.type('m')
  await expect.poll(() => inputs('compose')).toEqual({ text: literal('Hellm!') })
})
