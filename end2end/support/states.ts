/**
 * Every page of the portal and every state in which it shows an error: what is looked at by
 * axe, at every width, in both languages and in the pictures.
 *
 * To add a page: a line here. A state is reached as a member would, in the visitor's language.
 */
import { expect } from '@playwright/test';

import { accounts, atDesk, newcomers } from './demo';
import { signOnAtDesk, toCode, tryCode, tryPassword } from './desk';
import { atTheDesk, signedOn, type State } from './reach';
import { moreRecordStates, recordStates } from './record-states';
import type { Visitor } from './visitor';

const mail = 'picture@mail.example';

function newcomer(visitor: Visitor) {
  return newcomers(visitor.portal.demo)[0]!;
}

/** The list of drafts, with one in it. */
async function draft(visitor: Visitor): Promise<void> {
  await signedOn(visitor, '/messages/new');
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill('A1C');
  // What was saved before this was typed is not the draft yet.
  const kept =
    visitor.state === 'hydrated' &&
    visitor.page.waitForResponse(
      (answer) => answer.url().endsWith('/save-draft') && /128(%2F|\/)82/.test(answer.request().postData() ?? ''),
    );
  await visitor.field('Message').fill('128/82');
  await visitor.button('Save draft').click();
  await kept;
  await visitor.goto('/messages/drafts');
}

async function pressSignOn(visitor: Visitor): Promise<void> {
  await visitor.main().getByRole('button', { name: visitor.say('Sign on'), exact: true }).click();
  await visitor.problems().waitFor();
}

async function refusedAt(visitor: Visitor): Promise<void> {
  await visitor.continue();
  await visitor.problems().waitFor();
}

/** Sends a form of the room of messages although the page holds Send back. */
async function sendAnyway(visitor: Visitor): Promise<void> {
  await visitor.button('Send').evaluate((button: HTMLButtonElement) => {
    button.disabled = false;
    button.form?.requestSubmit();
  });
  await visitor.problems().waitFor();
}

/** The first conversation that waits for the nurse's team. */
async function waiting(visitor: Visitor): Promise<string> {
  await atTheDesk(visitor, '/staff/messages');
  const link = visitor.main().getByRole('rowheader').first().getByRole('link');
  return (await link.getAttribute('href'))!;
}

export const states: State[] = [
  { name: 'front', reach: (visitor) => visitor.goto('/').then() },
  { name: 'help', reach: (visitor) => visitor.goto('/help').then() },
  { name: 'about-the-numbers', reach: (visitor) => visitor.goto('/help/numbers').then() },
  { name: 'about-lab-results', reach: (visitor) => visitor.goto('/about/lab-results').then() },
  { name: 'about-immunizations', reach: (visitor) => visitor.goto('/about/immunizations').then() },
  { name: 'not-found', status: /404/, reach: (visitor) => visitor.goto('/no-such-page').then() },
  { name: 'sign-on', reach: (visitor) => visitor.goto('/sign-on').then() },
  {
    name: 'sign-on-empty',
    reach: async (visitor) => {
      await visitor.goto('/sign-on');
      await pressSignOn(visitor);
    },
  },
  {
    name: 'sign-on-wrong',
    reach: async (visitor) => {
      await visitor.goto('/sign-on');
      await visitor.trySignOn('somebody.else', 'not the right password');
      await visitor.problems().waitFor();
    },
  },
  {
    name: 'sign-on-locked',
    reach: async (visitor) => {
      await visitor.goto('/sign-on');
      for (let attempt = 0; attempt < 6; attempt += 1) {
        const answered = visitor.page.waitForResponse((answer) => answer.request().method() === 'POST');
        await visitor.trySignOn('somebody.else', `not the right password ${attempt}`);
        await answered;
        await visitor.problems().waitFor();
      }
    },
  },
  { name: 'register', reach: (visitor) => visitor.goto('/register').then() },
  { name: 'register-1', reach: (visitor) => visitor.goto('/register/membership').then() },
  {
    name: 'register-1-empty',
    reach: async (visitor) => {
      await visitor.goto('/register/membership');
      await refusedAt(visitor);
    },
  },
  {
    name: 'register-1-no-match',
    reach: async (visitor) => {
      await visitor.goto('/register/membership');
      await visitor.fillMembership({ ...newcomer(visitor), birth_date: '1931-01-31' });
      await refusedAt(visitor);
    },
  },
  {
    name: 'register-1-registered',
    reach: async (visitor) => {
      await visitor.goto('/register/membership');
      await visitor.fillMembership(accounts(visitor.portal.demo)[0]!);
      await visitor.continue();
      await visitor.main().getByRole('link', { name: visitor.say('Sign on') }).first().waitFor();
    },
  },
  { name: 'register-2', reach: (visitor) => visitor.toTerms(newcomer(visitor)) },
  {
    name: 'register-2-not-ticked',
    reach: async (visitor) => {
      await visitor.toTerms(newcomer(visitor));
      await refusedAt(visitor);
    },
  },
  { name: 'register-3', reach: (visitor) => visitor.toUserId(newcomer(visitor)) },
  {
    name: 'register-3-taken',
    reach: async (visitor) => {
      await visitor.toUserId(newcomer(visitor));
      await visitor.field('User ID').fill(accounts(visitor.portal.demo)[0]!.user_id);
      await visitor.field('Email address').fill('no address');
      await refusedAt(visitor);
    },
  },
  { name: 'register-3-code', reach: (visitor) => visitor.toCode(newcomer(visitor), 'picture.heron', mail) },
  {
    name: 'register-3-code-wrong',
    reach: async (visitor) => {
      await visitor.toCode(newcomer(visitor), 'picture.heron', mail);
      await visitor.field('Confirmation code').fill('12');
      await refusedAt(visitor);
    },
  },
  { name: 'register-4-questions', reach: (visitor) => visitor.toIdentity(newcomer(visitor), 'picture.heron', mail) },
  {
    name: 'register-4-questions-unanswered',
    reach: async (visitor) => {
      await visitor.toIdentity(newcomer(visitor), 'picture.heron', mail);
      await refusedAt(visitor);
    },
  },
  {
    name: 'register-4-questions-wrong',
    reach: async (visitor) => {
      await visitor.toIdentity(newcomer(visitor), 'picture.heron', mail);
      await visitor.answer(newcomer(visitor), false);
      await refusedAt(visitor);
    },
  },
  { name: 'register-4-password', reach: (visitor) => visitor.toPassword(newcomer(visitor), 'picture.heron', mail) },
  {
    name: 'register-4-password-refused',
    reach: async (visitor) => {
      await visitor.toPassword(newcomer(visitor), 'picture.heron', mail);
      await visitor.password().fill('short');
      await visitor.fillSecrets(['Bluebird', 'Bluebird', '']);
      await refusedAt(visitor);
    },
  },
  {
    name: 'register-5',
    reach: (visitor) => visitor.toDone(newcomer(visitor), 'picture.heron', mail, 'seven quiet herons at dusk'),
  },
  {
    name: 'register-skipped-step',
    status: /4\d\d/,
    reach: (visitor) => visitor.goto('/register/secure').then(),
  },
  { name: 'home', reach: (visitor) => signedOn(visitor, '/home') },
  {
    name: 'home-no-physician',
    reach: (visitor) => visitor.signOn(accounts(visitor.portal.demo, 'no_physician')[0]!),
  },
  { name: 'account', reach: (visitor) => signedOn(visitor, '/account') },
  {
    name: 'account-saved',
    reach: async (visitor) => {
      await signedOn(visitor, '/account');
      await visitor.button('Save notices').click();
      await expect(visitor.main().getByText(visitor.say('Your notices are saved.'))).toBeVisible();
    },
  },
  { name: 'sign-off', reach: (visitor) => signedOn(visitor, '/sign-off') },
  { name: 'inbox', reach: (visitor) => signedOn(visitor, '/messages') },
  { name: 'inbox-filter', reach: (visitor) => signedOn(visitor, '/messages?filter=open') },
  { name: 'inbox-nothing-fits', reach: (visitor) => signedOn(visitor, '/messages?files=true&when=month') },
  { name: 'sent', reach: (visitor) => signedOn(visitor, '/messages/sent') },
  { name: 'archive', reach: (visitor) => signedOn(visitor, '/messages/archive') },
  { name: 'folders', reach: (visitor) => signedOn(visitor, '/messages/folders') },
  {
    name: 'folders-name-missing',
    reach: async (visitor) => {
      await signedOn(visitor, '/messages/folders');
      await visitor.button('Make folder').click();
      await visitor.problems().waitFor();
    },
  },
  {
    name: 'folder',
    reach: async (visitor) => {
      await signedOn(visitor, '/messages/folders');
      await visitor.field('Name of the folder').fill('Rodilla');
      await visitor.button('Make folder').click();
      await visitor.main().getByRole('link', { name: /Rodilla/ }).click();
      await visitor.at(/^Rodilla$/);
    },
  },
  {
    name: 'search-found',
    reach: async (visitor) => {
      await signedOn(visitor, '/messages');
      await visitor.search('metformin');
    },
  },
  {
    name: 'search-draft',
    reach: async (visitor) => {
      await draft(visitor);
      await visitor.goto('/messages');
      await visitor.search('a1c');
    },
  },
  {
    name: 'search-nothing',
    reach: async (visitor) => {
      await signedOn(visitor, '/messages');
      await visitor.search('nosuchword');
    },
  },
  {
    name: 'conversation',
    reach: async (visitor, atlas) => {
      const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
      await visitor.signOn(member);
      await visitor.goto(conversation.href);
    },
  },
  {
    name: 'conversation-too-old',
    reach: async (visitor, atlas) => {
      const { member, conversation } = atlas.conversation((one) => one.reply === 'too-old');
      await visitor.signOn(member);
      await visitor.goto(conversation.href);
    },
  },
  {
    name: 'conversation-no-reply',
    reach: async (visitor, atlas) => {
      const { member, conversation } = atlas.conversation((one) => one.reply === 'no-reply');
      await visitor.signOn(member);
      await visitor.goto(conversation.href);
    },
  },
  {
    name: 'conversation-unknown',
    status: /404/,
    reach: (visitor) => signedOn(visitor, '/messages/01900000-0000-7000-8000-000000000000'),
  },
  { name: 'compose', reach: (visitor) => signedOn(visitor, '/messages/new') },
  {
    name: 'compose-refused',
    reach: async (visitor) => {
      await signedOn(visitor, '/messages/new');
      await sendAnyway(visitor);
    },
  },
  {
    name: 'compose-draft',
    reach: async (visitor) => {
      await draft(visitor);
      await visitor.main().getByRole('link', { name: /A1C/ }).click();
      await visitor.at('Contact Care Team');
      await visitor.field('Add files').setInputFiles([
        { name: 'readings.txt', mimeType: 'text/plain', buffer: Buffer.from('128/82') },
        { name: 'setup.exe', mimeType: 'application/pdf', buffer: Buffer.from('MZ') },
      ]);
      if (visitor.state !== 'hydrated') await visitor.button('Upload the chosen files').click();
      await visitor.main().getByText(visitor.say('Added'), { exact: true }).waitFor();
    },
  },
  { name: 'drafts', reach: draft },
  {
    name: 'not-open',
    status: /403/,
    reach: async (visitor) => {
      await visitor.signOn(accounts(visitor.portal.demo, 'elsewhere')[0]!);
      await visitor.goto('/messages');
    },
  },
  { name: 'requests', reach: (visitor) => signedOn(visitor, '/requests') },
  { name: 'id-card', reach: (visitor) => signedOn(visitor, '/id-card') },
  ...recordStates,
  { name: 'staff-sign-on', reach: (visitor) => visitor.goto('/staff/sign-on').then() },
  {
    name: 'staff-sign-on-wrong',
    reach: async (visitor) => {
      await tryPassword(visitor, 'somebody.else', 'not the right password');
      await visitor.problems().waitFor();
    },
  },
  { name: 'staff-code', reach: (visitor) => toCode(visitor, atDesk(visitor.portal.demo, 'nurse')) },
  {
    name: 'staff-code-wrong',
    reach: async (visitor) => {
      await toCode(visitor, atDesk(visitor.portal.demo, 'nurse'));
      await tryCode(visitor, '12345');
      await visitor.problems().waitFor();
    },
  },
  { name: 'team-inbox', reach: (visitor) => atTheDesk(visitor, '/staff/messages') },
  { name: 'team-inbox-empty', reach: (visitor) => atTheDesk(visitor, '/staff/messages?filter=mine') },
  {
    name: 'team-inbox-found',
    reach: async (visitor) => {
      await atTheDesk(visitor, '/staff/messages');
      await visitor.field('Find a conversation').fill('maria santos');
      await visitor.button('Find').click();
      await visitor.main().getByRole('link', { name: visitor.say('Show what waits') }).waitFor();
    },
  },
  {
    name: 'team-inbox-slip',
    reach: async (visitor) => {
      await atTheDesk(visitor, '/staff/messages');
      await visitor.field('Find a conversation').fill('10000 00006');
      await visitor.button('Find').click();
      await visitor.main().getByRole('link', { name: visitor.say('Show what waits') }).waitFor();
    },
  },
  {
    name: 'case',
    reach: async (visitor) => {
      await visitor.goto(await waiting(visitor));
      await visitor.unfold();
    },
  },
  {
    name: 'case-ask',
    reach: async (visitor) => {
      const path = await waiting(visitor);
      const elsewhere = visitor.portal.demo.staff.find((one) => one.user_id === 'ingrid.halvorsen');
      await signOnAtDesk(visitor, elsewhere!);
      await visitor.goto(path);
      await visitor.at('Why do you need to see this?');
    },
  },
];

/** States that are worth a picture and a place in the gallery; no test needs them. */
export const moreStates: State[] = [
  {
    name: 'help-open',
    reach: async (visitor) => {
      await visitor.goto('/help');
      await visitor.unfold();
    },
  },
  {
    name: 'sign-off-done',
    reach: async (visitor) => {
      await visitor.signOn(accounts(visitor.portal.demo)[0]!);
      await visitor.signOff();
    },
  },
  {
    name: 'new-member',
    reach: async (visitor) => {
      await newMember(visitor);
    },
  },
  {
    name: 'inbox-empty',
    reach: async (visitor) => {
      await newMember(visitor);
      await visitor.goto('/messages');
    },
  },
  {
    name: 'sent-empty',
    reach: async (visitor) => {
      await newMember(visitor);
      await visitor.goto('/messages/sent');
    },
  },
  {
    name: 'requests-empty',
    reach: async (visitor) => {
      await newMember(visitor);
      await visitor.goto('/requests');
    },
  },
  {
    name: 'compose-not-listed',
    reach: (visitor) => signedOn(visitor, '/messages/new?to=01900000-0000-7000-8000-000000000000'),
  },
  { name: 'drafts-empty', reach: (visitor) => signedOn(visitor, '/messages/drafts') },
  {
    name: 'immunizations-empty',
    reach: async (visitor) => {
      await newMember(visitor);
      await visitor.goto('/medical-record/immunizations');
    },
  },
  {
    name: 'conversation-just-sent',
    reach: async (visitor, atlas) => {
      const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
      await visitor.signOn(member);
      await visitor.goto(conversation.href);
      await visitor.field('Message').fill('Thank you, that helps.');
      await visitor.button('Send').click();
      await expect(visitor.main().getByText('Thank you, that helps.')).toBeVisible();
    },
  },
  ...moreRecordStates,
  // The page for what went wrong outside the app.
  { name: 'error', status: /4\d\d/, reach: (visitor) => visitor.page.goto('/api/nothing').then() },
];

async function newMember(visitor: Visitor): Promise<void> {
  const [member] = newcomers(visitor.portal.demo);
  const password = 'seven quiet herons at dusk';
  await visitor.toDone(member!, 'picture.heron', 'picture@mail.example', password);
  await visitor.password().fill(password);
  await visitor.main().getByRole('button', { name: visitor.say('Sign on'), exact: true }).click();
  await expect(visitor.page).toHaveURL(/\/home$/);
}
