import { readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { sourceFiles } from './source-files.ts'

/** File names, without extensions, that were replaced by common technical terms and must not return. */
const fileNames = new Set(
  `lives desk outside after told-to told deed words faces look look-of site reaches reach kept-end kept-turns once-key seen-keys
  door front-door trial-door short-way plain-request wakes starts suspects while-recovering beside comes-of calls-of bite once
  give-way arrived skeleton skeletons ledger evidence use-kept use-kept-size registration-half surroundings
  surroundings-of say-alert say-fault say-drift say-schedule heard-flow heard-signature life life-in-short use-life format-life
  sought look-back looking-through held-claims known-rows known-rowids look-at-deliveries held-tokens ask-for-token
  held-runs beside-each-other kept-safe reads-only-what-is-asked as-given wanted-keys bare-asks twice stand-as-target said-in format-left kept-samples
  looks hear-signed told-teams run-id-port use-say late late-page late-popups load-late late-transfers option-flaws
  source-flaws rule-flaws flaw-place sign-anew give-key stayed`.split(/\s+/)
)

/** Exported names that were replaced by common technical terms and must not return. */
const exportedNames = new Set(
  `Live Lives createLives Desk openDesk Outside after orElse alertTold runTold Deed CardWords lookOf Site siteOf Reaches
  createReaches Kept keptAs giveBack Turns KeptTurns OnceOnly SeenKeys Door makeDoor FrontDoor TrialDoor ShortWay PlainRequest
  Wakes Starts RunSuspects WhileRecovering once giveWay Meeting turnAway TurnAway Arrival Came Skeleton Point points useKept
  useKeptSize restAfter restByRule askedRest retryRests HalfDraft RegistrationHalf Surroundings noSurroundings surroundingsOfMaker surroundingsOfUser surroundingsOf surroundingsIn surroundingsOfState
  ReceivingSurroundings CliSurroundings sayAlert sayFault sayBreakerWhy sayDrift sayHowOften sayDrifting sayFlaw sayFlaws
  sayClockChange saySchedule sayHold sayUnusedOption sayNoFieldsHelper sayNoValues sayNoNumber sayNoHelper sayOf sayReplace
  sayEffect sayRegisteredFlows Standing standingOf Life LifeInShort useLife formatLife HeardFlow HeardMessage Heard
  HeardSignature heardSignature Sought PathSought readPathSought writePathSought ownSought TextsAsked Look Looked
  lookAtDeliveries HeldClaims KnownRows KnownRowids KnownFilter standBehind askPrepared KeptRequest HeldTokens KeptSource
  askForToken HeldRuns createHeldRuns Given givenOf givenOrEmpty mostSeen askFor endLeft ownAmong saidOf seenBy addTelling
  asGiven ChoiceAsk FieldsAsk fieldsAskOf WantedKey wantedKeys formatLeftParts bareAsks whyBareAsks standAsTarget saidIn
  sayAnew tellOf askHandshakes PageWanted tellingFlow tellingStore keptOf HeldGrant KnownFact SeenOutputs SeenRuns
  SeenStep columnsBeside formatHeardSignature formatLeftovers isTold lookAt useLooks useNoteLooks lookingPart runLooks
  outcomeLooks tellingValueOf keptSampleFindings askToSignInAt asksBeforeOff differenceSays Wanted wantedOf givenTo
  ownChoices hearSigned hearTeams Held Said useSay sayBy useLate useLateLayer LatePart createLateParts loadLateParts loadLate
  latePage FileFlaw formatFlaw formatFlaws OptionFlaw flawOfFlowName flawOfConnectorName keptAnew comesOf bequeath`.split(
    /\s+/
  )
)

const files = sourceFiles()

test('no file has a replaced name', () => {
  const nameOf = (file: string): string => basename(file, extname(file)).replace(/\..*$/, '')
  const isOld = (name: string): boolean => fileNames.has(name) || name.endsWith('-words')
  expect(files.filter(file => isOld(nameOf(file)))).toEqual([])
})

test('nothing is exported under a replaced name', () => {
  const found = files.flatMap(file =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /^export (?:async )?(?:const|function|interface|type|class) (\w+)/gm
      )
    ]
      .filter(([, name = '']) => exportedNames.has(name))
      .map(([, name]) => `${file} exports ${name}`)
  )
  expect(found).toEqual([])
})
