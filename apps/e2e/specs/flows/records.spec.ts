import { pill, text } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { turnOn } from '../../fixtures/greeting.ts'
import { makePeopleFlow } from '../../fixtures/people-flow.ts'
import { expect, test } from '../../fixtures/test.ts'
import { card } from '../../pages/flow-docs.ts'
import { sendPeople, userDocOf, userFlowPage } from '../../pages/user-flow.ts'

const people = ['Mira', 'Noa', 'Ola'].map(name => ({
  name: `${name} Example`,
  email: `${name.toLowerCase()}@acme.test`,
  active: true
}))

test('[row 98a, 99, 102] scenario 34: each record or the list of records is chosen in the card, and runs so', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { flowId } = await makePeopleFlow(api, installation.practice, {
    name: 'Welcome',
    cards: [
      card('greet', 'compose', { title: 'Greet', inputs: { text: text('Hello ', pill('start', 'name')) } })
    ]
  })
  await turnOn(api, flowId)
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await expect(flow.live).toContainText('No delivery yet.')
  await sendPeople(api, flowId, people)
  await expect(flow.live).toContainText('1 delivery')
  // The end of its runs is announced soon after the delivery, in the same place.
  await expect(page.getByText(/^(1 new delivery|4 runs\. The last run succeeded\.)$/)).toBeAttached()
  const newest = flow.live.getByRole('listitem').first()
  await expect(newest).toContainText('3 records')
  await expect(newest).toContainText('succeeded')
  await expectAccessible(page)

  await flow.option('People changed', 'Run mode').click()
  await page.getByRole('option', { name: 'List of records' }).click()
  await expect(flow.pill('People changed', 'List of records')).toBeVisible()
  await expect(flow.pill('People changed', 'Name')).toHaveCount(0)
  await expect(flow.problems(1)).toBeVisible()
  await page.getByRole('button', { name: 'Undo change Run mode' }).click()
  await expect(flow.problems(0)).toBeVisible()
  await page.getByRole('button', { name: 'Redo change Run mode' }).click()
  await flow.field('Greet', 'Text').fill('Several people')
  await expect(flow.problems(0)).toBeVisible()
  await expect.poll(async () => (await userDocOf(api, flowId)).cards.start?.config.runMode).toBe('list')

  await page.getByRole('button', { name: 'Apply changes' }).click()
  const apply = page.getByRole('dialog', { name: /Apply/ })
  await expectAccessible(page)
  await apply.getByRole('button', { name: /^Apply/ }).click()
  await expect(page.getByText('The draft differs from the running version.')).toHaveCount(0)
  await sendPeople(api, flowId, people)
  await expect(flow.live).toContainText('2 deliveries')
  // The one before had succeeded already.
  await expect(newest).not.toContainText('record')
  await expect(newest).toContainText('succeeded')
  await newest.getByRole('link').click()
  await expect(page).toHaveURL(/\/runs\//)
})
