import { Preset } from './preset.ts'
import asana from './presets/asana.json' with { type: 'json' }
import auth0 from './presets/auth0.json' with { type: 'json' }
import awsSns from './presets/aws-sns.json' with { type: 'json' }
import bitbucket from './presets/bitbucket.json' with { type: 'json' }
import box from './presets/box.json' with { type: 'json' }
import clerk from './presets/clerk.json' with { type: 'json' }
import cloudevents from './presets/cloudevents.json' with { type: 'json' }
import discord from './presets/discord.json' with { type: 'json' }
import docusign from './presets/docusign.json' with { type: 'json' }
import dropbox from './presets/dropbox.json' with { type: 'json' }
import emailit from './presets/emailit.json' with { type: 'json' }
import gitbook from './presets/gitbook.json' with { type: 'json' }
import github from './presets/github.json' with { type: 'json' }
import gitlabSigning from './presets/gitlab-signing.json' with { type: 'json' }
import gitlabToken from './presets/gitlab-token.json' with { type: 'json' }
import googleWatch from './presets/google-watch.json' with { type: 'json' }
import hubspot from './presets/hubspot.json' with { type: 'json' }
import intercom from './presets/intercom.json' with { type: 'json' }
import jira from './presets/jira.json' with { type: 'json' }
import linear from './presets/linear.json' with { type: 'json' }
import mailgun from './presets/mailgun.json' with { type: 'json' }
import meta from './presets/meta.json' with { type: 'json' }
import microsoftGraph from './presets/microsoft-graph.json' with { type: 'json' }
import notion from './presets/notion.json' with { type: 'json' }
import okta from './presets/okta.json' with { type: 'json' }
import pagerduty from './presets/pagerduty.json' with { type: 'json' }
import paypal from './presets/paypal.json' with { type: 'json' }
import salesforce from './presets/salesforce.json' with { type: 'json' }
import sendgrid from './presets/sendgrid.json' with { type: 'json' }
import shopify from './presets/shopify.json' with { type: 'json' }
import slack from './presets/slack.json' with { type: 'json' }
import smartsheet from './presets/smartsheet.json' with { type: 'json' }
import square from './presets/square.json' with { type: 'json' }
import standardWebhooks from './presets/standard-webhooks.json' with { type: 'json' }
import standardWebhooksEd25519 from './presets/standard-webhooks-ed25519.json' with { type: 'json' }
import stripe from './presets/stripe.json' with { type: 'json' }
import svix from './presets/svix.json' with { type: 'json' }
import telegram from './presets/telegram.json' with { type: 'json' }
import trello from './presets/trello.json' with { type: 'json' }
import twilio from './presets/twilio.json' with { type: 'json' }
import workos from './presets/workos.json' with { type: 'json' }
import zoom from './presets/zoom.json' with { type: 'json' }
import { blankReceiving } from './receiving.ts'

export { type Fresh, freshRequest, freshText } from './fresh-request.ts'
export { Preset, type SampleHandshake, type SampleRequest, type SampleVector } from './preset.ts'
export { type Shape, shapes } from './shapes.ts'

const files = [
  asana,
  auth0,
  awsSns,
  bitbucket,
  box,
  clerk,
  cloudevents,
  discord,
  docusign,
  dropbox,
  emailit,
  gitbook,
  github,
  gitlabSigning,
  gitlabToken,
  googleWatch,
  hubspot,
  intercom,
  jira,
  linear,
  mailgun,
  meta,
  microsoftGraph,
  notion,
  okta,
  pagerduty,
  paypal,
  salesforce,
  sendgrid,
  shopify,
  slack,
  smartsheet,
  square,
  standardWebhooks,
  standardWebhooksEd25519,
  stripe,
  svix,
  telegram,
  trello,
  twilio,
  workos,
  zoom
]

/**
 * Known presets, sorted by name. A file contains only the differences from the default rules. A new service
 * needs a file and a line here, but no code.
 */
export const presets: readonly Preset[] = files
  .map(file => Preset.parse({ ...file, receiving: { ...blankReceiving, ...file.receiving } }))
  .sort((one, other) => one.name.localeCompare(other.name, 'en'))
