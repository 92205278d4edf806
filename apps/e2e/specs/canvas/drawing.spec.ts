import type { Locator, Page } from '@playwright/test'
import { makeAcme } from '../../fixtures/acme.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { drawnFlow } from '../../pages/drawn-flow.ts'
import { drag, type FlowCanvas, flowCanvas } from '../../pages/flow-canvas.ts'
import { docOf, makeFlow, withoutIds } from '../../pages/flow-docs.ts'

/** Chooses a card type in the open palette. */
const pickCard = async (page: Page, title: string): Promise<void> => {
  await page.getByRole('combobox', { name: 'Search cards' }).fill(title)
  await page.getByRole('option', { name: title, exact: true }).click()
}

const fit = (page: Page): Promise<void> => page.getByRole('button', { name: 'Fit flow to view' }).click()

/** Adds a named output to a block card by mouse. */
const addOutput = async (page: Page, canvas: FlowCanvas, card: string, name: string): Promise<void> => {
  await canvas.card(card).getByRole('button', { name: 'Add output' }).click()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
}

/**
 * Creates the flow by mouse. The flow requests the current user, handles a failure, and composes a loud or
 * quiet greeting. Helper Flow (How) → If Error { Raw Request | Compose } Name → If/Else { Compose | Compose }
 * Greeting → Return
 */
const drawByMouse = async (page: Page): Promise<void> => {
  const canvas = flowCanvas(page)
  await page.getByRole('button', { name: 'Add event' }).click()
  await page.getByRole('button', { name: /^Helper Flow/ }).click()
  await canvas.card('Helper Flow').getByRole('button', { name: 'Add input' }).click()
  await page.keyboard.type('How')
  await page.keyboard.press('Enter')

  await canvas.card('Helper Flow').getByRole('button', { name: 'Add card after Helper Flow' }).click()
  await pickCard(page, 'If Error')
  await canvas.block('If Error', 'Try').getByRole('button', { name: 'Add card in “Try”' }).click()
  await pickCard(page, 'Raw Request')
  await canvas.field('Raw Request', 'URL').fill('/me')
  await canvas.block('If Error', 'If error').getByRole('button', { name: 'Add card in “If error”' }).click()
  await pickCard(page, 'Compose')
  await fit(page)
  await addOutput(page, canvas, 'If Error', 'Name')
  await canvas.card('If Error').getByRole('button', { name: 'Open Error' }).click()
  await canvas.card('If Error').getByRole('textbox', { name: 'Enter key name in Error' }).fill('message')
  await page.keyboard.press('Enter')
  await canvas.field('Compose', 'Text').fill('nobody, since ')
  await drag(page, canvas.pill('If Error', 'Error.message'), canvas.field('Compose', 'Text'))
  await canvas.card('Raw Request').getByRole('button', { name: 'Open JSON' }).click()
  await canvas.card('Raw Request').getByRole('textbox', { name: 'Enter key name in JSON' }).fill('name')
  await page.keyboard.press('Enter')
  // The card has grown by what was opened in it.
  await fit(page)
  await drag(page, canvas.pill('Raw Request', 'JSON.name'), canvas.join('If Error', 'Try', 'Name'))
  await drag(page, canvas.pill('Compose', 'Output'), canvas.join('If Error', 'If error', 'Name'))

  await fit(page)
  await canvas.title('If Error').click()
  await canvas.card('If Error').getByRole('button', { name: 'Add card after If Error' }).click()
  await pickCard(page, 'If/Else')
  await fit(page)
  await canvas.card('If/Else').getByRole('button', { name: 'Outputs', exact: true }).click()
  await addOutput(page, canvas, 'If/Else', 'Greeting')
  await fit(page)
  await drag(page, canvas.pill('Helper Flow', 'How'), canvas.field('If/Else', 'Value'))
  await canvas.field('If/Else', 'Compare with').fill('loud')
  await canvas.block('If/Else', 'If true').getByRole('button', { name: 'Add card in “If true”' }).click()
  await pickCard(page, 'Compose')
  await page.keyboard.press('F2')
  await page.keyboard.type('Loud')
  await page.keyboard.press('Enter')
  await canvas.block('If/Else', 'If false').getByRole('button', { name: 'Add card in “If false”' }).click()
  await pickCard(page, 'Compose')
  await page.keyboard.press('F2')
  await page.keyboard.type('Soft')
  await page.keyboard.press('Enter')
  await fit(page)
  await canvas.field('Loud', 'Text').fill('HELLO ')
  await canvas.field('Soft', 'Text').fill('hello ')
  for (const name of ['Loud', 'Soft']) {
    await canvas.pill('If Error', 'Name').click()
    await canvas.field(name, 'Text').press('End')
    await canvas.field(name, 'Text').press('Enter')
  }
  await drag(page, canvas.pill('Loud', 'Output'), canvas.join('If/Else', 'If true', 'Greeting'))
  await drag(page, canvas.pill('Soft', 'Output'), canvas.join('If/Else', 'If false', 'Greeting'))

  await canvas.title('If/Else').click()
  await canvas.card('If/Else').getByRole('button', { name: 'Add card after If/Else' }).click()
  await pickCard(page, 'Return')
  await canvas.card('Return').getByRole('button', { name: 'Add output' }).click()
  await page.keyboard.type('Greeting')
  await page.keyboard.press('Enter')
  await fit(page)
  await canvas.title('If/Else').click()
  await canvas.title('Return').click({ modifiers: ['Shift'] })
  await page.keyboard.press('2')
  await drag(page, canvas.pill('If/Else', 'Greeting'), canvas.field('Return', 'Greeting'))
}

test('[row 78a] a helper flow with If Error and If/Else is drawn by mouse and run against the practice service', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 1920, height: 1240 })
  const connectorId = await makeAcme(api, installation.practice)
  await api.mutate('testConnections.create', {
    connectorId,
    name: 'Acme test',
    values: { api_key: installation.practice.apiKey }
  })
  const { path, flowId } = await makeFlow(api, { connectorId, name: 'Greet' })
  await page.goto(path)
  await drawByMouse(page)
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Zoom to 100 %' }).click()
  await expectAccessible(page)

  const canvas = flowCanvas(page)
  await page.getByRole('button', { name: 'Run here' }).click()
  const panel = page.getByRole('region', { name: 'Problems and runs' })
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel.getByText('How is required.')).toBeVisible()
  await panel.getByLabel('How').fill('loud')
  await panel.getByRole('combobox', { name: 'Test connection' }).click()
  await page.getByRole('option', { name: 'Acme test' }).click()
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel.getByText(/^Succeeded/)).toBeVisible()
  await expect(panel.getByText('HELLO Acme HR (practice)')).toBeVisible()
  await expect(canvas.card('Loud')).toContainText(/\d+ ms/)
  await expect(canvas.card('Loud')).toContainText('HELLO Acme HR (practice)')
  await expectAccessible(page)

  await panel.getByRole('combobox', { name: 'Test connection' }).click()
  await page.getByRole('option', { name: 'No connection' }).click()
  await panel.getByLabel('How').fill('softly')
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(
    panel.getByText(
      'hello nobody, since The connection has no value for “API key”. Fill it in, or choose another connection.'
    )
  ).toBeVisible()
  await expect(canvas.card('Soft')).toContainText('hello nobody, since')

  expect(withoutIds(await docOf(api, flowId))).toEqual(drawnFlow)
})

/** Presses Tab until the target has the focus. */
const tabTo = async (page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press(key)
    if (await target.evaluate(element => element === document.activeElement)) return
  }
  throw new Error(`Tab does not come to ${target}.`)
}

const insert = async (page: Page, title: string): Promise<void> => {
  await expect(page.getByRole('combobox', { name: 'Search cards' })).toBeFocused()
  await page.keyboard.type(title)
  await expect(page.getByRole('option', { name: title, exact: true })).toHaveAttribute('data-highlighted', '')
  await page.keyboard.press('Enter')
}

const mapByKeys = async (page: Page, label: string): Promise<void> => {
  await page.keyboard.press('Alt+m')
  await expect(page.getByRole('combobox', { name: /^Value for/ })).toBeFocused()
  await page.keyboard.type(label)
  await expect(page.getByRole('option', { name: label }).first()).toHaveAttribute('data-highlighted', '')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** Creates the flow of `drawByMouse` by keyboard only. */
const drawByKeys = async (page: Page): Promise<void> => {
  const canvas = flowCanvas(page)
  const { keyboard } = page
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await keyboard.press(key)
  }
  const nameNext = async (card: string, button: string, name: string): Promise<void> => {
    await tabTo(page, canvas.card(card).getByRole('button', { name: button }))
    await press('Enter')
    await keyboard.type(name)
    await press('Enter')
  }
  const laneOf = async (card: string, block: string, type: string): Promise<void> => {
    await tabTo(page, canvas.block(card, block).getByRole('button', { name: `Add card in “${block}”` }))
    await press('Enter')
    await insert(page, type)
    await expect(canvas.title(type)).toBeFocused()
  }

  await press('a')
  await tabTo(page, page.getByRole('button', { name: /^Helper Flow/ }))
  await press('Enter')
  await expect(canvas.title('Helper Flow')).toBeFocused()
  await nameNext('Helper Flow', 'Add input', 'How')
  await press('Escape', 'a')
  await insert(page, 'If Error')
  await expect(canvas.title('If Error')).toBeFocused()

  await laneOf('If Error', 'Try', 'Raw Request')
  await tabTo(page, canvas.field('Raw Request', 'URL'))
  await keyboard.type('/me')
  await press('Enter', 'Escape', 'ArrowLeft')
  await laneOf('If Error', 'If error', 'Compose')
  await press('ArrowLeft', 'ArrowLeft')
  await nameNext('If Error', 'Add output', 'Name')
  await press('Escape', 'ArrowRight', 'ArrowRight')
  await tabTo(page, canvas.field('Compose', 'Text'))
  await keyboard.type('nobody, since ')
  await mapByKeys(page, 'Error.message')
  await press('Escape', 'Escape', 'ArrowLeft', 'ArrowLeft')
  await tabTo(page, canvas.join('If Error', 'Try', 'Name'))
  await mapByKeys(page, 'JSON.name')
  await tabTo(page, canvas.join('If Error', 'If error', 'Name'))
  await mapByKeys(page, 'Output')
  await press('Escape', 'a')
  await insert(page, 'If/Else')
  await expect(canvas.title('If/Else')).toBeFocused()

  await tabTo(page, canvas.card('If/Else').getByRole('button', { name: 'Outputs', exact: true }))
  await press('Enter')
  await nameNext('If/Else', 'Add output', 'Greeting')
  await press('Escape')
  await tabTo(page, canvas.field('If/Else', 'Value'))
  await mapByKeys(page, 'How')
  await tabTo(page, canvas.field('If/Else', 'Compare with'))
  await keyboard.type('loud')
  await press('Enter', 'Escape')
  for (const [block, name, words] of [
    ['If true', 'Loud', 'HELLO '],
    ['If false', 'Soft', 'hello ']
  ] as const) {
    await tabTo(page, canvas.block('If/Else', block).getByRole('button', { name: `Add card in “${block}”` }))
    await press('Enter')
    await insert(page, 'Compose')
    await press('F2')
    await keyboard.type(name)
    await press('Enter')
    await expect(canvas.title(name)).toBeFocused()
    await tabTo(page, canvas.field(name, 'Text'))
    await keyboard.type(words)
    await mapByKeys(page, 'Name')
    await press('Escape', 'Escape')
    await expect(canvas.title(name)).toBeFocused()
    while (!(await canvas.title('If/Else').evaluate(title => title === document.activeElement)))
      await press('ArrowLeft')
    await tabTo(page, canvas.join('If/Else', block, 'Greeting'))
    await mapByKeys(page, 'Output')
    await press('Escape')
  }
  await press('a')
  await insert(page, 'Return')
  await expect(canvas.title('Return')).toBeFocused()
  await nameNext('Return', 'Add output', 'Greeting')
  await expect(canvas.field('Return', 'Greeting')).toBeFocused()
  await mapByKeys(page, 'Greeting')
}

test('[row 130] the same flow is drawn with keys alone, and comes out as the same document', {
  tag: '@long'
}, async ({ api, page }) => {
  test.setTimeout(180_000)
  const { path, flowId } = await makeFlow(api, { name: 'Greet' })
  await page.goto(path)
  await expect(page.getByRole('button', { name: 'Add event' })).toBeVisible()
  await drawByKeys(page)
  await expect(page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ })).toBeVisible()
  await expect.poll(async () => withoutIds(await docOf(api, flowId))).toEqual(drawnFlow)
})
