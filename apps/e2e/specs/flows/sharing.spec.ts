import { loadSample } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { apiOf, chooseMember, turnOnAnother } from '../../fixtures/sharing.ts'
import { small } from '../../fixtures/shoot.ts'
import { signInAs } from '../../fixtures/sign-in-as.ts'
import { expect, test } from '../../fixtures/test.ts'

test('a shared connection runs a flow of another member, which is on hold while the share is withdrawn', {
  tag: '@full'
}, async ({ api, page, visitor, installation: { url } }) => {
  const { flowId: sampleFlowId, connectionId } = await loadSample(api)
  await signInAs(api, visitor, { role: 'user', path: '/connections' })
  await expect(visitor.getByRole('heading', { name: 'No connections yet' })).toBeVisible()

  await page.goto(`/connections?connection=${connectionId}`)
  const panel = page.getByRole('complementary', { name: /^Connection / })
  await panel.getByRole('button', { name: 'Share' }).click()
  const dialog = page.getByRole('dialog', { name: /^Share “/ })
  await chooseMember(page, 'Vera user')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(panel.getByRole('region', { name: 'Access' })).toContainText('Vera user')

  const row = visitor.getByRole('list', { name: 'Connections' }).getByRole('link')
  await row.click()
  const seen = visitor.getByRole('complementary', { name: /^Connection / })
  await expect(seen.getByRole('region', { name: 'Access' })).toContainText('Ada Example')
  await expect(seen.getByRole('button', { name: 'Check now' })).toBeVisible()
  for (const name of ['Replace values', 'Rename the connection', 'Share', 'Delete']) {
    await expect(seen.getByRole('button', { name })).toHaveCount(0)
  }
  await expectAccessible(visitor)
  const member = await apiOf(visitor, url)
  const flowId = await turnOnAnother(api, member, sampleFlowId)

  await panel.getByRole('button', { name: 'Share' }).click()
  await chooseMember(page, 'Vera user')
  await expect(dialog.getByRole('status').first()).toContainText(
    'These flows will be put on hold. Their events are stored until the hold ends.'
  )
  await expect(dialog).toContainText('Greet (Vera user)')
  await expectAccessible(page)
  await page.setViewportSize(small)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()

  await visitor.goto('/flows')
  await visitor.getByRole('button', { name: /^Runs on hold/ }).click()
  const why = visitor.getByRole('dialog', { name: 'Switch of Greet' })
  await expect(why).toContainText('is no longer shared with the owner of the flow.')
  await expectAccessible(visitor)
  const { body } = await member.query<{ body: string }>('flows.testEventDraft', { flowId })
  await member.mutate('flows.sendTestEvent', { flowId, body })
  const runs = async () => {
    const { rows } = await member.query<{ rows: { status: { is: string } }[] }>('runs.list', { flowId })
    return rows.map(({ status }) => status.is)
  }
  await visitor.goto(`/flows/${flowId}/why`)
  const checks = visitor.getByRole('list', { name: 'Checks' })
  await expect(checks).toContainText('The flow is on hold: events are stored but start no runs.')
  expect(await runs()).toEqual([])

  await panel.getByRole('button', { name: 'Share' }).click()
  await chooseMember(page, 'Vera user')
  await expect(dialog).toContainText(
    'The hold on these flows will end, and they will run for their stored events.'
  )
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect.poll(runs).toEqual(['succeeded'])
})
