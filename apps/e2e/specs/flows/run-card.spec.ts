import { literal, one, pill, text } from '@hookwright/model'
import { makeAcme } from '../../fixtures/acme.ts'
import { activateUsersFlow, joined } from '../../fixtures/active-flow.ts'
import { loadSample } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import type { FlowWithDraft } from '../../fixtures/redraw.ts'
import { small } from '../../fixtures/shoot.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, flowOf, makeFlow, textField } from '../../pages/flow-docs.ts'
import { userFlowPage } from '../../pages/user-flow.ts'
import { valuesOnCards } from '../../pages/values.ts'

const name = 'Greet new people'

test('screens row 51: with Ctrl Enter a card runs by itself with the values of the last run, and its output stands on it', {
  tag: '@full'
}, async ({ api, page, installation: { practice } }) => {
  const heard = await activateUsersFlow(api, practice, { name })
  await heard.send(joined('ada@acme.test'))
  await page.goto(`/flows/${heard.flowId}`)
  const flow = userFlowPage(page)
  const values = valuesOnCards(page)
  const say = flow.card('Say')
  await flow.title('Say').click()
  await page.keyboard.press('Control+Enter')
  await expect(values.panel).toContainText(/Succeeded · (< )?\d+ ms/)
  await expect(values.of(say)).toHaveText(['Hello, ada@acme.test!', 'Hello, ada@acme.test!'])
  await expect(say).toContainText(/\d+ ms/)
  await expect(flow.title('Say')).toBeFocused()
  await expectAccessible(page, 'anywhere')

  // Other values, for this run only.
  await values.panel.getByRole('textbox', { name: 'Text' }).fill('Good evening')
  await values.runCard.click()
  await expect(values.of(say)).toHaveText(['Good evening', 'Good evening'])
  await expect(flow.field('Say', 'Text')).not.toContainText('evening')
  const runs = await api.query<{ rows: unknown[] }>('runs.list', { flowId: heard.flowId })
  expect(runs.rows).toHaveLength(1)

  await values.panel.getByRole('button', { name: 'Clear' }).click()
  // What stands there then is of the last run.
  await expect(values.of(say)).toHaveText(['Hello, ada@acme.test!', 'Hello, ada@acme.test!'])

  // From inside a field too, with what was typed there just now.
  await flow.field('Say', 'Text').click()
  await page.keyboard.press('End')
  await page.keyboard.type(' And welcome')
  await page.keyboard.press('Control+Enter')
  await expect(values.of(say).last()).toHaveText('Hello, ada@acme.test! And welcome')
})

test('screens row 51: a card that reaches outside says so before the first time, then shows what it sent', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const heard = await activateUsersFlow(api, practice, { name })
  await page.goto(`/flows/${heard.flowId}`)
  const flow = userFlowPage(page)
  const values = valuesOnCards(page)
  const title = flow.title('Ask the service')
  await title.click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Run this card/ }).click()
  await expect(values.panel).toContainText(
    '“Ask the service” sends real requests with the connection “Acme account”'
  )
  await expect(values.runCard).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  const requests = values.panel.getByRole('region', { name: 'HTTP requests' })
  await expect(requests).toContainText('GET /me')
  await expect(requests).toContainText('200')
  await expect(values.panel).not.toContainText('sends real requests')
  await expect(values.status(flow.card('Ask the service'))).toHaveText('200')
  await expectAccessible(page)

  // It was told once: from now on the keys run it at once.
  await values.panel.getByRole('button', { name: 'Clear' }).click()
  await title.click()
  await page.keyboard.press('Control+Enter')
  await expect(requests).toContainText('200')

  await values.panel.getByRole('textbox', { name: 'URL' }).fill('/nowhere')
  await values.runCard.click()
  const failed = values.panel.getByRole('region', { name: 'Error details' })
  await expect(failed).toContainText('The service responded with 404')
  await expect(failed).toContainText('unknown_path')
  await expect(flow.card('Ask the service')).toContainText('404')
  await expectAccessible(page)
})

test('screens row 51: without a run the fields hold examples, unknown inputs are asked for, and a start card gives the reason', {
  tag: '@long'
}, async ({ api, page }) => {
  const { flowId } = await loadSample(api)
  const message = 'Put the message together'
  const { flow: drawn } = await api.query<{ flow: FlowWithDraft }>('flows.get', { flowId })
  const keys = ['to', 'body'].map(key => ({ id: key, key, dataType: one('text') }))
  const inputs = { to: pill('event', 'email'), body: pill('greeting', 'output') }
  const last = card('last', 'object-construct', { title: message, config: { keys }, inputs })
  const { name, description, active, saveAll, doc, draftNo: baseDraft } = drawn
  // Outputs of actions have no examples, so the welcome is written from the event alone.
  const welcome = text('Welcome to ', pill('event', 'department'))
  const greeting = card('greeting', 'compose', { title: 'Write the welcome', inputs: { text: welcome } })
  await api.mutate('flows.save', {
    ...{ flowId, baseDraft, name, description, active, saveAll },
    doc: { ...doc, strip: [...doc.strip, last.id], cards: { ...doc.cards, greeting, [last.id]: last } }
  })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  const values = valuesOnCards(page)
  await flow.title('User created').click()
  await page.keyboard.press('Control+Enter')
  const refused = 'This card cannot be run alone because it only outputs the start values of the flow'
  await expect(page.getByText(refused).first()).toBeVisible()

  await flow.title(message).click()
  await page.keyboard.press('Control+Enter')
  const body = values.panel.getByRole('textbox', { name: 'body' })
  await expect(body).toBeFocused()
  await expect(values.panel).toContainText('Fields are filled with examples because there is no run yet')
  await expect(values.panel.getByRole('textbox', { name: 'to' })).toHaveValue('Email')
  await page.keyboard.type('Hello from here')
  await page.keyboard.press('Enter')
  await expect(values.of(flow.card(message)).last()).toHaveAttribute('title', /Hello from here/)

  // What one card gave feeds the next.
  await flow.title('Write the welcome').click()
  await page.keyboard.press('Control+Enter')
  await expect(values.of(flow.card('Write the welcome')).last()).toContainText('Welcome to Department')
  await flow.title(message).click()
  await expect(body).toHaveValue(/^Welcome to Department/)

  await page.setViewportSize(small)
  await expect(values.runCard).toBeVisible()
  await expectAccessible(page)
})

test('screens row 51: a maker runs one card too, with a test connection', { tag: '@long' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  const connectorId = await makeAcme(api, practice)
  await api.mutate('testConnections.create', {
    connectorId,
    name: 'Acme tests',
    values: { api_key: practice.apiKey }
  })
  const doc = flowOf(
    card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }),
    card('greet', 'compose', { title: 'Greet', inputs: { text: text('Hello ', pill('start', 'who')) } }),
    card('ask', 'raw-request', { title: 'Ask', config: { method: 'GET' }, inputs: { url: literal('/me') } })
  )
  const { path } = await makeFlow(api, { connectorId, name: 'Greet someone', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  const values = valuesOnCards(page)
  await canvas.title('Ask').click()
  await page.keyboard.press('Control+Enter')
  await expect(values.panel).toContainText('with the selected test connection')
  await expect(values.panel.getByRole('combobox', { name: 'Test connection' })).toContainText('Acme tests')
  await expectAccessible(page)
  await values.runCard.click()
  await expect(values.panel.getByRole('region', { name: 'HTTP requests' })).toContainText('200')
  await expect(values.status(canvas.card('Ask'))).toHaveText('200')

  await canvas.title('Greet').click()
  await page.keyboard.press('Control+Enter')
  await expect(values.of(canvas.card('Greet')).last()).toHaveText('Hello Who')
})
