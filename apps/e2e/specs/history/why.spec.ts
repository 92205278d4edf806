import { activateUsersFlow, joined } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { sendUser, turnOn } from '../../fixtures/greeting.ts'
import { setFaults } from '../../fixtures/practice-faults.ts'
import { makeFlowWithRules } from '../../fixtures/ruled-greeting.ts'
import { openSignedFlow } from '../../fixtures/signed-flow.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deliveriesList } from '../../pages/history.ts'
import { whyPage } from '../../pages/why.ts'

test('a flow that was never turned on is turned on from there, by the keyboard', { tag: '@full' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  const flowId = await makeFlowWithRules(api, practice, { name: 'Welcome' })
  await deliveriesList(page).open(flowId)
  await page.getByRole('main').getByRole('link', { name: 'Why didn’t it run?' }).last().click()
  const why = whyPage(page)
  await expect(why.lines).toHaveCount(8)
  await expect(why.cause).toContainText('The flow was never turned on')
  await expectAccessible(page)
  await why.act('Turn on').focus()
  await page.keyboard.press('Enter')
  await expect(why.line('Switch')).toContainText('The flow is on.')
  await expect(why.cause).toHaveCount(0)
  await expect(why.heading).toBeFocused()
  await expect(why.line('Last event')).toContainText('has not received an event')
  await sendUser(practice, 'ada@acme.example')
  await expect(why.line('Last run')).toContainText('The last run succeeded.')
  await expect(page.getByText('No problems. The flow is on')).toBeVisible()
})

test('a refused registration shows the answer of the service, and is retried', async ({
  api,
  page,
  installation: { practice }
}) => {
  const flowId = await makeFlowWithRules(api, practice, { name: 'Welcome' })
  await setFaults(practice, { create: '403' })
  const why = whyPage(page)
  await why.open(flowId)
  await why.act('Turn on').click()
  await expect(why.cause).toContainText('The registration failed.')
  await expect(why.cause).toContainText('403')
  await expectAccessible(page)
  await why.link('Show attempts').click()
  await expect(page).toHaveURL(/\/registrations\//)
  await page.goBack()
  await setFaults(practice, {})
  await why.act('Turn on').click()
  await expect(why.line('Registration')).toContainText('The flow is registered at the service.')
  await expect(why.cause).toHaveCount(0)
})

test('a request refused for its signature shows the fix', { tag: '@full' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  const heard = await openSignedFlow(api, practice, 'Welcome')
  const why = whyPage(page)
  await why.open(heard.flowId)
  await expect(why.lines).toHaveCount(8)
  expect(await heard.send('evt_1', { key: 'guessed' })).toBe(401)
  await expect(why.cause).toContainText('The last request was refused.')
  await expect(why.cause).toContainText('Compare the signing key')
  await why.link('Open the delivery').click()
  await expect(page).toHaveURL(/\/deliveries\/[0-9a-f-]{36}/)
  await expect(page.getByText('The request was refused').first()).toBeVisible()
})

test('a filtered event shows the reason', { tag: '@long' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  const filter = [
    {
      when: [{ of: '{json.record.email}', is: 'equal' as const, text: 'test@acme.example' }],
      why: 'the address is the one for tests'
    }
  ]
  const flowId = await makeFlowWithRules(api, practice, { name: 'Welcome', receiving: { filter } })
  await turnOn(api, flowId)
  const why = whyPage(page)
  await why.open(flowId)
  await sendUser(practice, 'test@acme.example')
  await expect(why.cause).toContainText(
    'The last event was filtered out because the address is the one for tests.'
  )
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
})

test('a flow that is paused continues from there', { tag: '@long' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  const flowId = await makeFlowWithRules(api, practice, { name: 'Welcome' })
  await turnOn(api, flowId)
  const why = whyPage(page)
  await why.open(flowId)
  await expect(why.line('Switch')).toContainText('The flow is on.')
  await api.mutate('subscriptions.pause', { flowId, paused: true })
  await sendUser(practice, 'ada@acme.example')
  await expect(why.cause).toContainText('The flow is paused: events are stored but start no runs.')
  await expect(why.line('Last event')).toContainText('is stored until the flow runs again')
  await expectAccessible(page)
  await why.act('Resume').click()
  await expect(why.line('Last run')).toContainText('The last run succeeded.')
  await expect(why.cause).toHaveCount(0)
})

test('a run that failed names the card, and leads to it', { tag: '@long' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  const heard = await activateUsersFlow(api, practice, { name: 'Welcome', asks: '/nothing-here' })
  await heard.send(joined('ada@acme.example'))
  const why = whyPage(page)
  await why.open(heard.flowId)
  await expect(why.cause).toContainText('The last run failed at the card “Ask the service”.')
  await expect(why.cause).toContainText('404')
  await why.link('Open the run').click()
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/)
})
