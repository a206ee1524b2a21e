package store

import (
	"math"
	"slices"

	"github.com/verbatim-record/verbatim"
)

// The layers of who, to whom, where and when.

func packStatements(p *packer, d *verbatim.Document) {
	p.uint(len(d.Statements))
	for i := range d.Statements {
		s := &d.Statements[i]
		p.string(string(s.Kind))
		p.string(string(s.Act))
		p.spans(s.Source)
		p.spans(s.Cue)
		p.spans(s.Content)
		p.int(s.Parent)
		p.ints(s.Speakers)
		p.float(s.SpeakerConfidence)
		p.bool(s.Addressee != nil)
		if a := s.Addressee; a != nil {
			p.span(a.Span)
			p.ints(a.Entities)
		}
		p.bool(s.Venue != nil)
		if v := s.Venue; v != nil {
			p.span(v.Span)
			p.string(string(v.Kind))
			p.int(v.Entity)
		}
		p.int(s.Time)
		p.float(s.Confidence)
	}
}

func unpackStatements(u *unpacker, d *verbatim.Document) {
	unpackSome(u, d, len(d.Entities), len(d.Times))
}

// anyIndex is for a reader that does not look at what an index points at.
const anyIndex = math.MaxInt32

// unpackSome reads statements that point at that many entities and times.
func unpackSome(u *unpacker, d *verbatim.Document, entities, times int) {
	n := u.count()
	d.Statements = slices.Grow(d.Statements, u.fit(n, 24)) // two floats, and eight fields of a byte
	for range n {
		s := verbatim.Statement{Kind: verbatim.Kind(u.string()), Act: verbatim.Act(u.string())}
		s.Source, s.Cue, s.Content = u.spans(), u.spans(), u.spans()
		s.Parent = u.index(-1, n)
		s.Speakers = u.indices(entities)
		s.SpeakerConfidence = u.float()
		if u.bool() {
			s.Addressee = &verbatim.Addressee{Span: u.span(), Entities: u.indices(entities)}
		}
		if u.bool() {
			s.Venue = &verbatim.Venue{Span: u.span(), Kind: verbatim.VenueKind(u.string()), Entity: u.index(-1, entities)}
		}
		s.Time = u.index(-1, times)
		s.Confidence = u.float()
		if u.err != nil {
			return
		}
		d.Statements = append(d.Statements, s)
	}
}

func packEntities(p *packer, d *verbatim.Document) {
	p.uint(len(d.Mentions))
	for i := range d.Mentions {
		m := &d.Mentions[i]
		p.span(m.Span)
		p.string(string(m.Form))
		p.int(m.Name.Start - m.Start)
		p.int(m.Name.Len())
		p.int(m.First)
		p.int(m.End - m.First)
		p.int(m.Head - m.First)
		p.string(string(m.Kind))
		p.int(m.Entity)
	}
	p.uint(len(d.Entities))
	for i := range d.Entities {
		e := &d.Entities[i]
		p.string(string(e.Kind))
		p.span(e.Name)
		p.bool(e.Unnamed)
		p.string(string(e.Gender))
		p.bool(e.Plural)
		p.string(e.Wikidata)
		p.string(e.Key)
		p.uint(len(e.Roles))
		for _, r := range e.Roles {
			p.string(r.Title)
			p.int(r.Start)
			p.int(r.Len())
			p.string(r.Source)
			p.string(r.AsOf)
			p.string(r.Since)
		}
		p.ints(e.Mentions)
	}
}

func unpackEntities(u *unpacker, d *verbatim.Document) {
	n := u.count()
	mentions := make([]verbatim.Mention, 0, u.fit(n, 10))
	for range n {
		m := verbatim.Mention{Span: u.span(), Form: verbatim.MentionForm(u.string())}
		m.Name.Start = m.Start + u.int()
		m.Name.End = m.Name.Start + u.int()
		m.First = u.int()
		m.End = m.First + u.int()
		m.Head = m.First + u.int()
		m.Kind = verbatim.EntityKind(u.string())
		m.Entity = u.int()
		if u.err == nil && (!inText(u.text, m.Name) || m.First < 0 || m.End < m.First || m.Head < 0 || m.Entity < -1 ||
			len(d.Tokens) > 0 && (m.End > len(d.Tokens) || m.Head > len(d.Tokens))) {
			u.fail("mention")
		}
		if u.err != nil {
			return
		}
		mentions = append(mentions, m)
	}
	n = u.count()
	d.Entities = slices.Grow(d.Entities, u.fit(n, 10))
	for range n {
		e := verbatim.Entity{Kind: verbatim.EntityKind(u.string()), Name: u.span()}
		e.Unnamed = u.bool()
		e.Gender = verbatim.Gender(u.string())
		e.Plural = u.bool()
		e.Wikidata, e.Key = u.string(), u.string()
		for range u.count() {
			r := verbatim.Role{Title: u.string()}
			r.Start = u.int()
			r.End = r.Start + u.int()
			r.Source, r.AsOf, r.Since = u.string(), u.string(), u.string()
			if u.err == nil && !inText(u.text, r.Span) {
				u.fail("role")
			}
			if u.err != nil {
				return
			}
			e.Roles = append(e.Roles, r)
		}
		e.Mentions = u.indices(len(mentions))
		if u.err != nil {
			return
		}
		d.Entities = append(d.Entities, e)
	}
	for _, m := range mentions {
		if m.Entity >= len(d.Entities) {
			u.fail("entity of a mention")
			return
		}
	}
	if len(mentions) > 0 {
		d.Mentions = mentions
	}
}

func packTimes(p *packer, d *verbatim.Document) {
	p.uint(len(d.Times))
	for _, t := range d.Times {
		p.span(t.Span)
		p.string(string(t.Kind))
		p.string(t.Value)
		p.string(t.Mod)
	}
}

func unpackTimes(u *unpacker, d *verbatim.Document) {
	n := u.count()
	d.Times = slices.Grow(d.Times, u.fit(n, 5))
	for range n {
		t := verbatim.Time{Span: u.span(), Kind: verbatim.TimeKind(u.string()), Value: u.string(), Mod: u.string()}
		if u.err != nil {
			return
		}
		d.Times = append(d.Times, t)
	}
}
