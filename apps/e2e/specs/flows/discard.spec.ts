import { activateUsersFlow } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { userDocOf, userFlowPage } from '../../pages/user-flow.ts'

test('changes to a flow that is on are discarded for what runs, after a question, and brought back by Undo', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const heard = await activateUsersFlow(api, practice, { name: 'Greet new people' })
  const runs = await userDocOf(api, heard.flowId)
  await page.goto(`/flows/${heard.flowId}`)
  const flow = userFlowPage(page)
  await flow.title('Say').click()
  await page.keyboard.press('Delete')
  await expect(flow.card('Say')).toBeHidden()
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  const question = page.getByRole('alertdialog', { name: 'Discard the changes?' })
  await expect(question).toBeVisible()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Discard changes' }).click()
  await expect(flow.card('Say')).toBeVisible()
  await expect(page.getByText('The draft was reset to the running revision 1')).toBeVisible()
  await expect.poll(() => userDocOf(api, heard.flowId)).toEqual(runs)
  await expect(page.getByRole('button', { name: 'Discard', exact: true })).toBeHidden()

  await flow.undo()
  await expect(flow.card('Say')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Apply changes' })).toBeVisible()
})
