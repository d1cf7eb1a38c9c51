/** `demo.json`: the invented members and staff. */

export interface Name {
  first: string;
  last: string;
}

export type Fact = 'street' | 'physician' | 'medical_office' | 'last_visit_month' | 'phone_last4';

export interface Member {
  state: 'active' | 'unregistered' | 'lapsed' | 'locked' | 'by_mail' | 'second_factor';
  registered: boolean;
  user_id?: string;
  password?: string;
  name: Name;
  birth_date: string;
  mrn: string;
  relationship: 'medical_office' | 'elsewhere' | 'no_physician' | 'ended';
  email?: string;
  identity: Partial<Record<Fact, string | null>>;
  children?: { name: Name; birth_date: string; mrn: string }[];
}

/** One who signs on with a user ID and a password. */
export interface Account extends Member {
  user_id: string;
  password: string;
}

/** Somebody at a desk. */
export interface Staff {
  user_id: string;
  password: string;
  role: 'nurse' | 'physician' | 'member_services' | 'administrator';
  totp_secret: string;
  name: Name;
}

export interface Demo {
  members: Member[];
  staff: Staff[];
}

/** The first at a desk with a role. */
export function atDesk(demo: Demo, role: Staff['role']): Staff {
  const found = demo.staff.find((one) => one.role === role);
  if (!found) throw new Error(`demo.json has no ${role}`);
  return found;
}

/** Members who can sign on now, by their care relationship. */
export function accounts(demo: Demo, relationship: Member['relationship'] = 'medical_office'): Account[] {
  const found = demo.members.filter(
    (member): member is Account =>
      member.state === 'active' &&
      member.registered &&
      member.relationship === relationship &&
      !!member.user_id &&
      !!member.password,
  );
  if (found.length === 0) throw new Error(`demo.json has no active member with ${relationship}`);
  return found;
}

/** Adults who can register, with three facts or more to be asked about. */
export function newcomers(demo: Demo): Member[] {
  const found = demo.members.filter(
    (member) =>
      member.state === 'unregistered' &&
      Object.values(member.identity).filter((fact) => !!fact).length >= 3,
  );
  if (found.length === 0) throw new Error('demo.json has no member who can register');
  return found;
}
