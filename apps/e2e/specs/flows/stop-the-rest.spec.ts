import { literal, pill, text } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { turnOn } from '../../fixtures/greeting.ts'
import { makePeopleFlow } from '../../fixtures/people-flow.ts'
import { expect, test } from '../../fixtures/test.ts'
import { card } from '../../pages/flow-docs.ts'
import { sendPeople, userDocOf, userFlowPage } from '../../pages/user-flow.ts'

const people = ['Mira', 'Noa', 'Ola', 'Pia'].map(name => ({ name, email: `${name}@acme.test`, active: true }))

test('[row 100b] a flow is set to stop the rest of a list when one record fails, and those are shown as cancelled', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { flowId } = await makePeopleFlow(api, installation.practice, {
    name: 'Welcome',
    cards: [
      card('check', 'return-error-if', {
        config: { operator: 'equal' },
        inputs: {
          left: pill('start', 'name'),
          right: literal('Noa'),
          message: text(pill('start', 'name'), ' is known already.')
        }
      })
    ]
  })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  const more = flow.card('People changed').getByRole('button', { name: /^Run settings/ })
  await more.click()
  await flow
    .card('People changed')
    .getByRole('switch', { name: 'Stop after the first failed record' })
    .click()
  await flow.choose('People changed', 'Concurrent runs', '1 run')
  await expectAccessible(page)
  await more.click()
  await expect(more).toContainText('1 concurrent · stops at a failure')
  await expect
    .poll(async () => (await userDocOf(api, flowId)).cards.start?.config)
    .toMatchObject({ stopRest: true, atOnce: '1' })

  await turnOn(api, flowId)
  await sendPeople(api, flowId, people)
  const newest = flow.live.getByRole('listitem').first()
  await expect(newest).toContainText('4 records, 1 failed, 2 cancelled')

  await page.goto('/runs?status=cancelled')
  const why = 'Record 2 failed, so the rest of the list was not run.'
  await expect(page.getByText(why)).toHaveCount(2)
  await page.getByRole('link', { name: /record 4, Welcome, cancelled/ }).click()
  await expect(page.getByText('Reason')).toBeVisible()
  await expect(page.getByText(why)).toBeVisible()
})
