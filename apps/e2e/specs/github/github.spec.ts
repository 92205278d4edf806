import { test } from '../../fixtures/github.ts'
import { expect } from '../../fixtures/test.ts'
import {
  deployGithub,
  drawIssueEvent,
  fitDeregistration,
  fitRegistration,
  makeGithub
} from '../../pages/github-connector.ts'
import { userFlowPage } from '../../pages/user-flow.ts'

test('GitHub is connected through the pages alone: from + New connector to the title of an issue in a run, and off again', {
  tag: '@long'
}, async ({ page, github }) => {
  test.setTimeout(300_000)
  await page.setViewportSize({ width: 2560, height: 1440 })
  await makeGithub(page, github)
  await drawIssueEvent(page)
  await fitRegistration(page)
  await fitDeregistration(page)
  await deployGithub(page)

  const flow = userFlowPage(page)
  const { owner, repository, token } = github
  await page.getByRole('link', { name: 'Flows', exact: true }).first().click()
  await page.getByRole('button', { name: 'New flow' }).first().click()
  await flow.addEvent('Issue opened')
  await flow.card('Issue opened').getByRole('button', { name: 'New connection' }).click()
  await flow.newConnection.getByLabel('Connection name').fill('The octocat')
  await flow.newConnection.getByLabel('Token').fill(token)
  await flow.newConnection.getByRole('button', { name: 'Create' }).click()
  await expect(flow.option('Issue opened', 'Connection')).toContainText('The octocat')
  await flow.field('Issue opened', 'Owner').fill(owner)
  await flow.field('Issue opened', 'Repository').fill(repository)
  await expect(flow.problems(0)).toBeVisible()
  await page.keyboard.press('Control+s')
  await page.getByRole('dialog', { name: 'Save flow' }).getByLabel('Name').fill('Note issues')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Note issues' })).toBeVisible()

  const toggle = page.getByRole('switch', { name: /Note issues/ })
  await toggle.click()
  await expect(toggle).toBeChecked()
  await expect
    .poll(() => github.hooks())
    .toEqual([{ url: expect.stringMatching(/\/e\/[\w-]{44}$/), events: ['issues'] }])

  const title = 'The “Größe” of Zoë’s 🐙 is "wrong"\\n'
  await github.openIssue(title)
  await expect(flow.live).toContainText('succeeded')
  await flow.live.getByRole('list', { name: 'Newest deliveries' }).getByRole('link').click()
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/)
  await expect(flow.card('Issue opened')).toContainText(title)

  await page.goBack()
  await toggle.click()
  await expect(toggle).not.toBeChecked()
  await expect(toggle).toHaveText('Off')
  await expect.poll(() => github.hooks()).toEqual([])
})
