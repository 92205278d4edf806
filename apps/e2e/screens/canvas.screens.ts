import { makeAcme } from '../fixtures/acme.ts'
import { shoot, small } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { flowCanvas } from '../pages/flow-canvas.ts'
import { card, flowOf, makeFlow } from '../pages/flow-docs.ts'
import { shownFlow } from '../pages/shown-flow.ts'

test.setTimeout(240_000)

test('a flow is begun', async ({ api, page }) => {
  const { path } = await makeFlow(api, {})
  await page.goto(path)
  await expect(page.getByRole('button', { name: 'Add event' })).toBeVisible()
  await shoot(page, 'canvas-empty')
  await page.getByRole('button', { name: 'Add event' }).click()
  await expect(page.getByRole('dialog', { name: 'Add event' })).toBeVisible()
  await shoot(page, 'canvas-add-event')
  await page.getByRole('button', { name: /^Webhook Event Starts/ }).click()
  await expect(flowCanvas(page).card('Webhook Event')).toBeVisible()
  await shoot(page, 'canvas-webhook-event')
  await page.keyboard.press('Control+s')
  await page.getByRole('dialog', { name: 'Save flow' }).getByLabel('Name').fill('User/created')
  await shoot(page, 'canvas-save')
})

test('a flow is looked at', async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Greet someone', doc: shownFlow })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('Ask the directory')).toBeVisible()
  await shoot(page, 'canvas-flow')
  await page.getByRole('switch', { name: 'All wires' }).click()
  await shoot(page, 'canvas-wires')
  await page.keyboard.press('1')
  await shoot(page, 'canvas-far')
  await page.getByRole('switch', { name: 'All wires' }).click()
  await page.keyboard.press('0')
  for (const [name, title] of [
    ['block', 'If/Else'],
    ['inside', 'Hash'],
    ['more', 'Note'],
    ['end', 'Return']
  ] as const) {
    await page.keyboard.press('Shift')
    await canvas.title(title).focus()
    await shoot(page, `canvas-${name}`)
  }
  await page.getByRole('button', { name: /^\d+ errors?/ }).click()
  await shoot(page, 'canvas-problems')
  await page.keyboard.press('Shift+L')
  await shoot(page, 'canvas-list')
})

test('values are mapped', async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Greet someone', doc: shownFlow })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('Helper Flow').getByRole('button', { name: 'Close User' })).toBeVisible()
  await canvas.pill('Helper Flow', 'User').hover()
  await shoot(page, 'canvas-uses')
  await canvas.pill('Helper Flow', 'User').click()
  await page.mouse.move(700, 880)
  await shoot(page, 'canvas-picked')
  await page.keyboard.press('Escape')
  await canvas.field('Ask the directory', 'URL').focus()
  await page.keyboard.press('Alt+m')
  await expect(page.getByRole('dialog', { name: 'Map a value to URL' })).toBeVisible()
  await shoot(page, 'canvas-picker')
  await page.keyboard.press('Escape')
  await canvas.card('Helper Flow').getByRole('button', { name: 'Data type of Who: Text' }).click()
  await shoot(page, 'canvas-type-menu')
  await page.keyboard.press('Escape')
  const more = canvas.card('Ask the directory').getByRole('button', { name: 'More for Ask the directory' })
  await more.click()
  await shoot(page, 'canvas-card-menu')
  await more.click()
  await page.getByRole('menuitem', { name: 'Help' }).click()
  await expect(page.getByRole('dialog', { name: /Raw Request/ })).toBeVisible()
  await shoot(page, 'canvas-help')
  await page.keyboard.press('Escape')
  await canvas.title('Ask the directory').click()
  await page.keyboard.press('a')
  await page.keyboard.type('encr')
  await shoot(page, 'canvas-palette')
  await page.keyboard.press('Escape')
  await canvas.title('Ask the directory').click()
  await page.keyboard.press('Delete')
  await expect(page.getByText('Deleted card “Ask the directory”.').first()).toBeVisible()
  await shoot(page, 'canvas-deleted')
})

test('a flow is run', async ({ api, page, installation }) => {
  const connectorId = await makeAcme(api, installation.practice)
  await api.mutate('testConnections.create', {
    connectorId,
    name: 'Acme test',
    values: { api_key: installation.practice.apiKey }
  })
  const doc = structuredClone(shownFlow)
  doc.strip = doc.strip.filter(id => id !== 'faulty')
  delete doc.cards.faulty
  const { path } = await makeFlow(api, { connectorId, name: 'Greet someone', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await page.getByRole('button', { name: 'Run here' }).click()
  const panel = page.getByRole('region', { name: 'Problems and runs' })
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await shoot(page, 'canvas-run-form')
  await panel.getByLabel('Who').fill('Ada')
  await panel.getByLabel('User').fill('{"filter":{"since":"2026"}}')
  await panel.getByRole('combobox', { name: 'Test connection' }).click()
  await page.getByRole('option', { name: 'Acme test' }).click()
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel.getByText(/^Succeeded/)).toBeVisible()
  await shoot(page, 'canvas-ran')
  await canvas.title('If/Else').click()
  await page.keyboard.press('2')
  await page.keyboard.press('0')
  await canvas.title('If/Else').focus()
  await shoot(page, 'canvas-ran-block')
  await canvas.title('Ask the directory').click()
  await canvas.field('Ask the directory', 'URL').fill('http://127.0.0.1:9/nothing')
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel.getByRole('region', { name: 'Error details' })).toBeVisible()
  await shoot(page, 'canvas-run-failed')
})

test('a flow cannot be saved', async ({ api, page, context }) => {
  const doc = flowOf(card('start', 'helper-flow', { config: { inputs: [] } }), card('compose', 'compose'))
  const { path, flowId } = await makeFlow(api, { name: 'Greet', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await page.route(/makerFlows\.save/, route => route.abort())
  await canvas.field('Compose', 'Text').fill('Mine')
  await expect(page.getByText(/Offline –/)).toBeVisible()
  await shoot(page, 'canvas-offline')
  const other = await context.newPage()
  await other.goto(path)
  await expect(other.getByText(/^Found \d+ unsaved change/)).toBeVisible()
  await shoot(other, 'canvas-restore')
  await other.close()
  const theirs = structuredClone(doc)
  if (theirs.cards.compose) theirs.cards.compose.inputs = { text: { kind: 'literal', value: 'Theirs' } }
  theirs.strip.push('now')
  theirs.cards.now = card('now', 'now')
  const about = { name: 'Greet', description: '', active: true, saveAll: true }
  await api.mutate('makerFlows.save', { flowId, baseDraft: 1, ...about, doc: theirs })
  await page.unroute(/makerFlows\.save/)
  await canvas.field('Compose', 'Text').fill('Mine again')
  const dialog = page.getByRole('dialog', { name: 'Someone else saved this flow' })
  await expect(dialog).toBeVisible()
  await shoot(page, 'canvas-conflict')
  await dialog.getByRole('button', { name: 'Compare' }).click()
  await expect(dialog.getByRole('list', { name: 'Differences' })).toBeVisible()
  await shoot(page, 'canvas-compare')
})

test('a flow is drawn and run on a small screen', async ({ api, page, installation }) => {
  const connectorId = await makeAcme(api, installation.practice)
  const values = { api_key: installation.practice.apiKey }
  await api.mutate('testConnections.create', { connectorId, name: 'Acme test', values })
  const { path } = await makeFlow(api, { connectorId, name: 'Greet someone', doc: shownFlow })
  await page.setViewportSize(small)
  await page.goto(path)
  const canvas = flowCanvas(page)
  const shootSmall = (name: string): Promise<void> => shoot(page, `small-${name}`, [small])
  for (const [name, title] of [
    ['block', 'If/Else'],
    ['note', 'Note'],
    ['faulty', 'Sign what goes out, with a name that is rather long'],
    ['end', 'Return']
  ] as const) {
    await canvas.title(title).scrollIntoViewIfNeeded()
    await canvas.title(title).focus()
    await shootSmall(name)
  }
  await page.getByRole('button', { name: 'More for Ask the directory' }).click()
  await shootSmall('card-menu')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Add card after Helper Flow' }).click()
  await shootSmall('palette')
  await page.keyboard.press('Escape')
  await canvas.field('Ask the directory', 'URL').click()
  await shootSmall('field')
  await page.getByRole('button', { name: 'Map URL' }).click()
  await shootSmall('picker')
  await page.keyboard.press('Escape')
  await canvas.pill('Helper Flow', 'Who').click()
  await shootSmall('picked')
  await page.keyboard.press('Escape')
  await canvas.title('Sign what goes out, with a name that is rather long').click()
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: 'Run here' }).click()
  const panel = page.getByRole('region', { name: 'Problems and runs' })
  await panel.getByLabel('Who').fill('Ada')
  await panel.getByLabel('User').fill('{"filter":{"since":"2026"}}')
  await shootSmall('run-form')
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel.getByText(/^Succeeded/)).toBeVisible()
  await shootSmall('ran')
})
