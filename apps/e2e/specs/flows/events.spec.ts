import { literal } from '@hookwright/model'
import { makeDirectory } from '../../fixtures/directory.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { makeGreeting } from '../../fixtures/greeting.ts'
import { makePeopleFlow } from '../../fixtures/people-flow.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deployByApi } from '../../pages/deploy-by-api.ts'
import { stillBox } from '../../pages/flow-canvas.ts'
import { newUserFlow, userDocOf, userFlowPage } from '../../pages/user-flow.ts'
import { deploymentPage } from '../../pages/versions.ts'

test('scenario 24: the event of a version that is deployed stands among what a flow can start with', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const { connectorId } = await makeGreeting(api, installation.practice)
  const flowId = await newUserFlow(api)
  const flow = userFlowPage(page)
  await page.goto(`/flows/${flowId}?dialog=event`)
  await expect(flow.chooser).toContainText('No service has events yet.')
  await expectAccessible(page)
  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await tab.createVersion()
  await tab.deploy(1, { note: 'For the pilot' })
  await page.goto(`/flows/${flowId}`)
  await flow.addEvent('User created')
  const shown = flow.card('User created')
  await expect(shown).toContainText('Acme HR')
  for (const words of ['Connection', 'Event type', 'Greeting', 'Email'])
    await expect(shown).toContainText(words)
  await expect(page.getByRole('switch', { name: 'Unnamed flow' })).toBeVisible()
})

test('a double click on Add event chooses nothing, and a wrong event is changed from its card', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  await makeDirectory(api, installation.practice)
  const flowId = await newUserFlow(api, { name: 'Welcome' })
  const flow = userFlowPage(page)
  await page.goto(`/flows/${flowId}`)
  const add = await stillBox(page.getByRole('button', { name: 'Add event' }))
  const [x, y] = [add.x + add.width / 2, add.y + add.height / 2]
  await page.mouse.click(x, y)
  const below = flow.chooser.getByRole('button', { name: /^Helper Flow/ })
  const entry = await stillBox(below)
  await page.mouse.move(entry.x + 40, entry.y + 10)
  await page.mouse.down({ clickCount: 2 })
  await page.mouse.up({ clickCount: 2 })
  await expect(below).toBeVisible()
  expect((await userDocOf(api, flowId)).strip).toEqual([])

  await below.click()
  await flow.card('Helper Flow').getByRole('button', { name: 'More for Helper Flow' }).click()
  await page.getByRole('menuitem', { name: 'Choose another event' }).click()
  await flow.chooser.getByRole('button', { name: /^People changed/ }).click()
  await expect(flow.title('People changed')).toBeFocused()
  await expect(flow.card('Helper Flow')).toHaveCount(0)
  await expect(page.getByRole('switch', { name: 'Welcome' })).toBeVisible()
})

test('[row 120b] a hidden version is not offered, and a flow that uses it is drawn as before', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { flowId: used, versionId } = await makePeopleFlow(api, installation.practice, { name: 'Welcome' })
  await api.mutate('versions.setVisible', { versionId, visible: false })
  const flow = userFlowPage(page)
  await page.goto(`/flows/${used}`)
  await expect(flow.pill('People changed', 'Email')).toBeVisible()
  await expect(flow.problems(0)).toBeVisible()
  await page.goto(`/flows/${await newUserFlow(api)}?dialog=event`)
  await expect(flow.chooser.getByRole('button', { name: /^Helper Flow/ })).toBeVisible()
  await expect(flow.chooser.getByRole('button', { name: /^People changed/ })).toHaveCount(0)
})

/** Returns the texts on a card, without the messages and counts of its problems. */
const wordsOf = (texts: string[]): string[] =>
  texts
    .flatMap(text => text.split('\n'))
    .map(line => line.replace(/\s*\*\s*$/, '').trim())
    .filter(
      line => line !== '' && line !== 'Required' && !/^\d+$/.test(line) && !/needs a connection/.test(line)
    )

test('[row 124] the card in a flow equals the maker’s preview, line by line', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const { connectorId, eventFlowId } = await makeDirectory(api, installation.practice)
  await page.goto(`/connectors/${connectorId}/versions/1`)
  const preview = page.locator(`[data-event-card="${eventFlowId}"]`)
  await expect(preview).toContainText('Person')
  const previewed = wordsOf(await preview.allInnerTexts())
  await page.goto(`/flows/${await newUserFlow(api)}`)
  const flow = userFlowPage(page)
  await flow.addEvent('People changed')
  await expect(flow.card('People changed')).toContainText('Active')
  await expect.poll(async () => wordsOf(await flow.card('People changed').allInnerTexts())).toEqual(previewed)
})

test('[row 125] an empty required option is reported at its field, keeps the flow off, and gets a link', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const inputs = { event_type: literal('user.created') }
  const { flowId } = await makePeopleFlow(api, installation.practice, { inputs })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await expect(flow.card('People changed')).toContainText('Required')
  await page.getByRole('switch', { name: 'Unnamed flow' }).click()
  const panel = page.getByRole('dialog', { name: 'Switch of Unnamed flow' })
  const causes = panel.getByRole('list', { name: 'Problems' }).getByRole('listitem')
  await expect(causes).toHaveCount(2)
  await expectAccessible(page)
  await causes.filter({ hasText: 'Department' }).getByRole('link').click()
  await expect(page).toHaveURL(/card=start&field=department/)
  await expect(flow.option('People changed', 'Department')).toBeFocused()
  await flow.choose('People changed', 'Department', 'People')
  await expect(flow.problems(0)).toBeVisible()
  await expect
    .poll(async () => (await userDocOf(api, flowId)).cards.start?.inputs.department)
    .toEqual(literal('people'))

  await expect(page.getByRole('button', { name: /^Cannot be turned on/ })).toHaveCount(0)
  await page.getByRole('switch', { name: 'Unnamed flow' }).click()
  const save = page.getByRole('dialog', { name: 'Save flow' })
  await expect(save.getByRole('button', { name: 'Save and turn on' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('switch', { name: 'Unnamed flow' })).not.toBeChecked()
  await page.getByRole('switch', { name: 'Unnamed flow' }).click()
  await save.getByLabel('Name').fill('Welcome')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('switch', { name: 'Welcome' })).toBeChecked()
})

test('a newer deployed version is offered, and is applied with all choices in one step', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const inputs = { event_type: literal('user.created'), department: literal('people') }
  const { flowId, connectorId, connectionId } = await makePeopleFlow(api, installation.practice, {
    name: 'Welcome',
    runMode: 'list',
    inputs
  })
  const flow = userFlowPage(page)
  await page.goto(`/flows/${flowId}`)
  await expect(flow.pill('People changed', 'List of records')).toBeVisible()
  await expect(page.getByText('Version 2 of Acme HR is deployed')).toHaveCount(0)
  const { versionId } = await deployByApi(api, connectorId)
  await expect(page.getByText('Version 2 of Acme HR is deployed')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Use version 2' }).click()
  const plan = page.getByRole('dialog', { name: 'Use version 2 of Acme HR' })
  await expect(plan).toContainText('There are no problems to fix.')
  await expectAccessible(page)
  await plan.getByRole('button', { name: 'Use version 2' }).click()
  await expect(page.getByText('Version 2 of Acme HR is deployed')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Back to version 1' })).toBeVisible()
  // The buttons that had the focus are gone; it is at the card that they changed.
  await expect(flow.title('People changed')).toBeFocused()
  await expect(flow.pill('People changed', 'List of records')).toBeVisible()
  await expect
    .poll(async () => (await userDocOf(api, flowId)).cards.start)
    .toMatchObject({ config: { versionId, connectionId, runMode: 'list' }, inputs })
  await page.getByRole('button', { name: 'Undo choose event “People changed”' }).click()
  await expect(page.getByRole('button', { name: 'Use version 2' })).toBeVisible()
})
